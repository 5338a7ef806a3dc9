import { Anchor, Title } from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ErrorState } from './ErrorState.tsx'
import { PageSkeleton } from './PageSkeleton.tsx'
import type { Problem } from './problem.ts'
import { useWords } from './words.tsx'

export interface PageProps {
  readonly title: string
  /** Beside the title: a number, a badge. */
  readonly beside?: ReactNode
  /** Buttons of the page; not printed. */
  readonly acts?: ReactNode
  /** Where this page belongs. */
  readonly parent?: { readonly label: string; readonly path: string }
  /** While true a quiet skeleton stands in for the children. */
  readonly loading?: boolean
  readonly problem?: Problem | undefined
  readonly onRetry?: () => void
  readonly children?: ReactNode
}

/** A page: its title (also the window's), its acts, its content or why there is none. */
export function Page({ title, beside, acts, parent, loading = false, problem, onRetry, children }: PageProps) {
  const { t } = useWords()
  useEffect(() => { document.title = `${title} · ${t('app.name')}` }, [title, t])
  return (
    <>
      {parent && (
        <nav className="mz-no-print" style={{ marginBlockEnd: '0.25rem' }}>
          <Anchor component={Link} to={parent.path} size="sm" style={{ display: 'inline-flex', alignItems: 'center', gap: 4 }}>
            <IconChevronLeft size={14} aria-hidden="true" />{parent.label}
          </Anchor>
        </nav>
      )}
      <div className="mz-page-head">
        <Title order={1}>{title}</Title>
        {beside}
        {acts && <div className="mz-page-acts">{acts}</div>}
      </div>
      {problem !== undefined ? <ErrorState problem={problem} {...(onRetry && { onRetry })} /> : loading ? <PageSkeleton /> : children}
    </>
  )
}
