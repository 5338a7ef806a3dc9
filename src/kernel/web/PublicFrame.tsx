import { Link, Outlet } from 'react-router'
import { ConnectionBar } from './ConnectionBar.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Mark } from './Mark.tsx'
import { LanguageMenu, SchemeMenu } from './Preferences.tsx'
import { useSession } from './session.tsx'
import { useWords } from './words.tsx'

/** The frame of pages that need no account: phone first, no menu. */
export function PublicFrame() {
  const { t } = useWords()
  const { signedIn } = useSession()
  return (
    <>
      <a className="mz-skip" href="#content">{t('shell.skip')}</a>
      <header className="mz-public-header mz-no-print">
        <span className="mz-mark"><Mark /><span lang="ar">ميزان</span><small lang="en">Mizan</small></span>
        <span className="mz-grow" />
        <LanguageMenu /><SchemeMenu />
        <Link className="mz-link" to="/">{t(signedIn ? 'shell.home' : 'signin.title')}</Link>
      </header>
      <main id="content" className="mz-public" tabIndex={-1}>
        <ConnectionBar />
        <ErrorBoundary><Outlet /></ErrorBoundary>
      </main>
    </>
  )
}
