import { DirectionProvider, MantineProvider, Loader } from '@mantine/core'
import { Suspense, lazy, useEffect, useMemo } from 'react'
import type { ComponentType, ReactNode } from 'react'
import { BrowserRouter, Navigate, Route, Routes } from 'react-router'
import { ErrorState } from './ErrorState.tsx'
import { Frame } from './Frame.tsx'
import { ReadsProvider } from './query.tsx'
import { PublicFrame } from './PublicFrame.tsx'
import { SessionProvider, useMay, useSession } from './session.tsx'
import type { PageRoute, SystemWeb } from './system.ts'
import { cssVariablesResolver, theme } from './theme.ts'
import { styleNonce } from './trusted.ts'
import { WordsProvider, offerWords, registerWords, useWords } from './words.tsx'

/** Everything a screen needs around it, without router and session: also for tests of single components. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <DirectionProvider initialDirection="rtl" detectDirection>
      <WordsProvider>
        <MantineProvider getStyleNonce={styleNonce} theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
          <Suspense fallback={null}><Toasts /></Suspense>
          <ReadsProvider>{children}</ReadsProvider>
        </MantineProvider>
      </WordsProvider>
    </DirectionProvider>
  )
}

// Neither is needed to draw the first page of someone who is signed in.
const Toasts = lazy(() => import('./Toasts.tsx').then((module) => ({ default: module.Toasts })))
const SignInPage = lazy(() => import('./SignInPage.tsx').then((module) => ({ default: module.SignInPage })))

/** The whole web application of the given systems. */
export function Shell({ systems }: { systems: readonly SystemWeb[] }) {
  return (
    <Providers>
      <SessionProvider><BrowserRouter><AppRoutes systems={systems} /></BrowserRouter></SessionProvider>
    </Providers>
  )
}

/** Declarative routes: the data router would add 25 KB that nothing here uses (reads are kept by TanStack Query). */
function AppRoutes({ systems }: { systems: readonly SystemWeb[] }) {
  const pages = useMemo(() => {
    for (const system of systems) offerWords(system.name, system.words)
    return systems.flatMap((system) => system.routes.map((page) => ({ page, Content: pageOf(system, page) })))
  }, [systems])
  const menu = useMemo(() => systems.flatMap((system) => system.menu), [systems])
  const open = pages.filter(({ page }) => page.public === true)
  const closed = pages.filter(({ page }) => page.public !== true)
  const publicPath = open.find(({ page }) => !page.path.includes(':'))?.page.path
  return (
    <Routes>
      <Route element={<PublicFrame />}>{open.map(({ page, Content }) => <Route key={page.path} path={page.path} element={<Content />} />)}</Route>
      <Route path="/sign-in" element={<SignInDoor publicPath={publicPath} />} />
      <Route element={<Door menu={menu} publicPath={publicPath} />}>
        {closed.map(({ page, Content }) => (
          <Route key={page.path} path={page.path} element={page.may === undefined ? <Content /> : <Allowed verb={page.may}><Content /></Allowed>} />
        ))}
        {!closed.some(({ page }) => page.path === '/') && <Route path="/" element={<Home systems={systems} />} />}
        <Route path="*" element={<NotFound />} />
      </Route>
    </Routes>
  )
}

/** A page that is loaded, with its system's words, when it is first shown. */
function pageOf(system: SystemWeb, page: PageRoute): ComponentType {
  const Page = lazy(async () => {
    const [module, { words }] = await Promise.all([page.lazy(), system.words()])
    registerWords(words)
    return module
  })
  return function LazyPage() {
    return <Suspense fallback={<Waiting />}><Page /></Suspense>
  }
}

function Allowed({ verb, children }: { verb: string; children: ReactNode }) {
  const may = useMay()
  const { t } = useWords()
  return may(verb) ? children : <ErrorState page title={t('shell.notAllowed')} hint={t('refusal.kernel.not-permitted.remedy')} />
}

/** Lets those who are signed in through to the frame, and shows the sign-in page to others at the same address. */
function Door({ menu, publicPath }: { menu: SystemWeb['menu']; publicPath?: string | undefined }) {
  const session = useSession()
  const { t } = useWords()
  useEffect(() => { document.title = `${t('app.name')} · Mizan` }, [t])
  if (session.loading) return <Waiting />
  if (session.problem !== undefined) return <div style={{ padding: '2rem' }}><ErrorState page problem={session.problem} onRetry={() => void session.refresh()} /></div>
  return session.signedIn && session.post && !session.mustChangePassword && !session.mustEnrol ? <Frame menu={menu} /> : <Lazily><SignInPage publicPath={publicPath} /></Lazily>
}

function SignInDoor({ publicPath }: { publicPath?: string | undefined }) {
  const { signedIn, post } = useSession()
  return signedIn && post ? <Navigate to="/" replace /> : <Lazily><SignInPage publicPath={publicPath} /></Lazily>
}

function Waiting() {
  const { t } = useWords()
  return <div style={{ display: 'grid', placeItems: 'center', minBlockSize: '40vh' }} role="status" aria-label={t('list.loading')}><Loader type="dots" /></div>
}

/** The first page that this post may open, where no system claims '/'. */
function Home({ systems }: { systems: readonly SystemWeb[] }) {
  const may = useMay()
  const first = systems.flatMap((system) => system.menu).find((entry) => may(entry.may) && entry.path !== '/')
  return first === undefined ? <NotFound /> : <Navigate to={first.path} replace />
}

/** 404, inside the frame. */
export function NotFound() {
  const { t } = useWords()
  return <ErrorState page title={t('shell.notFound')} hint={t('shell.notFound.hint')} />
}

/** A place for lazily loaded parts inside a page. */
export function Lazily({ children }: { children: ReactNode }) {
  return <Suspense fallback={<Waiting />}>{children}</Suspense>
}
