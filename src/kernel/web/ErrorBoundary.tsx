import { Component } from 'react'
import type { ErrorInfo, ReactNode } from 'react'
import { ErrorState } from './ErrorState.tsx'
import { useWords } from './words.tsx'

interface State { readonly error: Error | undefined }

/** Keeps a broken page from taking the frame with it. React offers this only as a class. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: undefined }

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    reportError(new Error(`${error.message}${info.componentStack ?? ''}`, { cause: error }))
  }

  override render(): ReactNode {
    return this.state.error === undefined ? this.props.children : <Broken error={this.state.error} />
  }
}

function Broken({ error }: { error: Error }) {
  const { t } = useWords()
  return <ErrorState page title={t('shell.broken')} hint={t('shell.broken.hint')} code={error.message} onRetry={() => window.location.reload()} retryLabel={t('button.reload')} />
}
