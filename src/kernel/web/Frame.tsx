import { ActionIcon, Kbd } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { spotlight } from '@mantine/spotlight'
import { IconMenu2, IconSearch, IconX } from '@tabler/icons-react'
import { Suspense, lazy, useEffect, useRef } from 'react'
import { Link, Outlet, useLocation } from 'react-router'
import { AccountMenu } from './AccountMenu.tsx'
import { ConnectionBar } from './ConnectionBar.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Mark } from './Mark.tsx'
import { LanguageMenu, SchemeMenu } from './Preferences.tsx'
import { useMenuCounts } from './menu-counts.ts'
import { useLiveEvents } from './query.tsx'
import { useMay, useSession } from './session.tsx'
import type { MenuEntry } from './system.ts'
import { useWords } from './words.tsx'

const Palette = lazy(() => import('./Palette.tsx').then((m) => ({ default: m.Palette })))
const LineMark = lazy(() => import('./LineMark.tsx').then((m) => ({ default: m.LineMark })))
const KeyboardHelp = lazy(() => import('./KeyboardHelp.tsx').then((m) => ({ default: m.KeyboardHelp })))

/** The frame around every page of a signed-in user: header, side menu, content. */
export function Frame({ menu }: { menu: readonly MenuEntry[] }) {
  const { t } = useWords()
  const may = useMay()
  const [open, { toggle, close }] = useDisclosure(false)
  const { signedIn } = useSession()
  const shown = menu.filter((entry) => may(entry.may)).toSorted((a, b) => (a.order ?? 100) - (b.order ?? 100))
  useLiveEvents(signedIn)
  return (
    <>
      <a className="mz-skip" href="#content">{t('shell.skip')}</a>
      <div className="mz-frame">
        <header className="mz-header">
          <ActionIcon className="mz-burger" variant="subtle" color="gray" size={40} onClick={toggle} aria-expanded={open} aria-controls="menu" aria-label={t(open ? 'shell.menu.close' : 'shell.menu.open')}>{open ? <IconX size={22} /> : <IconMenu2 size={22} />}</ActionIcon>
          <Link to="/" className="mz-mark" aria-label={`Mizan ميزان: ${t('shell.home')}`}><Mark /><span lang="ar">ميزان</span><small lang="en">Mizan</small></Link>
          <div className="mz-grow" />
          <SearchButton />
            <div className="mz-grow mz-hide-phone" />
          <Suspense fallback={null}><LineMark /></Suspense>
          <LanguageMenu />
          <span className="mz-hide-phone"><SchemeMenu /></span>
          <AccountMenu />
        </header>
        <nav id="menu" className="mz-nav" data-open={open || undefined} aria-label={t('shell.menu')}><SideMenu entries={shown} onOpen={close} /></nav>
        <Content />
      </div>
      <Suspense fallback={null}><Palette menu={shown} /><KeyboardHelp /></Suspense>
    </>
  )
}

function SearchButton() {
  const { t } = useWords()
  return (
    <button type="button" className="mz-search" onClick={() => spotlight.open()} aria-label={`${t('shell.search')}: ${t('shell.search.placeholder')} Ctrl K`} aria-keyshortcuts="Control+K">
      <IconSearch size={18} aria-hidden="true" /><span>{t('shell.search.placeholder')}</span><Kbd size="xs" dir="ltr">Ctrl K</Kbd>
    </button>
  )
}

function SideMenu({ entries, onOpen }: { entries: readonly MenuEntry[]; onOpen: () => void }) {
  const { text, number } = useWords()
  const { pathname } = useLocation()
  const counts = useMenuCounts()
  // Of an entry and one below it, only the nearer is where the reader is.
  const near = (entry: MenuEntry) => Math.max(0, ...[entry.path, ...(entry.covers ?? [])].filter((path) => pathname === path || (path !== '/' && pathname.startsWith(`${path}/`))).map((path) => path.length))
  const here = entries.filter((entry) => near(entry) > 0).toSorted((a, b) => near(b) - near(a))[0]
  return entries.map((entry) => {
    const active = entry === here
    const Icon = entry.icon
    return (
      <Link key={entry.path} to={entry.path} onClick={onOpen} aria-current={active ? 'page' : undefined}>{Icon && <Icon size={19} stroke={1.6} />}<span>{text(entry.label)}</span>{counts[entry.path] !== undefined && <b className="mz-nav-count">{number(counts[entry.path]!)}</b>}</Link>
    )
  })
}

/** The page itself. After a change of page the focus goes to the content, so that a screen reader starts there. */
function Content() {
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    main.current?.focus({ preventScroll: true })
  }, [pathname])
  return (
    <main id="content" className="mz-main" tabIndex={-1} ref={main}>
      <ConnectionBar />
      <ErrorBoundary key={pathname}><Outlet /></ErrorBoundary>
    </main>
  )
}
