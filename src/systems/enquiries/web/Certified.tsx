import { useEffect, useRef } from 'react'
import { useLocation } from 'react-router'
import { mountChecker } from '#kernel/documents/check-page/checker.ts'
import '#kernel/documents/check-page/checker.css'
import { checkerTrust } from '#kernel/documents/contract.ts'
import { ErrorState } from '#kernel/web/ErrorState.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'

/** Checks a certified copy in this browser: the code's digits stand behind '#' in the address and are sent to nobody. */
export function Certified() {
  const { t, lang } = useWords()
  const { data, problem, again } = useRead(checkerTrust, {})
  const { hash } = useLocation()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (place.current !== null && data !== undefined) mountChecker(place.current, lang, data, hash.slice(1))
  }, [data, lang, hash])
  return (
    <section className="mz-card" style={{ marginBlockStart: '1rem', padding: '1rem' }} aria-labelledby="certified">
      <h2 id="certified" style={{ marginBlockStart: 0 }}>{t('enquiries.certified')}</h2>
      <p>{t('enquiries.certified.hint')} <a className="mz-link" href="/api/public/checker.html" download="mizan-check.html">{t('enquiries.certified.save')}</a></p>
      {problem ? <ErrorState problem={problem} onRetry={again} /> : <div ref={place} />}
    </section>
  )
}
