import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useWords } from './words.tsx'
import './names.css'

export interface StatCardProps {
  readonly label: string
  readonly value: number | string
  readonly hint?: ReactNode
  /** 'alarm' only for the law's alarms, 'warning' only for running out. */
  readonly tone?: 'alarm' | 'warning' | undefined
  readonly path?: string
}

/** One number that matters, and where it leads. */
export function StatCard({ label, value, hint, tone, path }: StatCardProps) {
  const { number } = useWords()
  const content = (
    <>
      <span>{label}</span>
      <b>{typeof value === 'number' ? number(value) : value}</b>
      {hint && <small className="mz-dim">{hint}</small>}
    </>
  )
  return path === undefined
    ? <div className="mz-card mz-stat" data-tone={tone}>{content}</div>
    : <Link className="mz-card mz-stat" data-tone={tone} to={path}>{content}</Link>
}
