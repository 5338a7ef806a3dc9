/** The mark: a balance, drawn so that it reads at 20 pixels and in one colour. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d="M12 3v17M7.5 20.5h9M4 7h16" />
      <path d="M4.5 7 2 13.5h5.5L5 7M19 7l-2.5 6.5H22L19.5 7" />
      <path d="M2 13.5a2.75 2.4 0 0 0 5.5 0M16.5 13.5a2.75 2.4 0 0 0 5.5 0" />
    </svg>
  )
}
