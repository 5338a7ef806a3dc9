import { lazy, Suspense } from 'react'
import type { ComponentType } from 'react'
import { PageSkeleton } from './PageSkeleton.tsx'
import { useMay } from './session.tsx'

/** What a panel is given: the record on whose page it stands. */
export interface RecordPanelProps { readonly recordId: string }

interface RecordPanel { readonly kind: string; readonly may: string; readonly panel: ComponentType<RecordPanelProps> }

const panels: RecordPanel[] = []

/**
 * Adds a panel to the page of a kind of record that a lower system owns (the courts' part of a case). The page does not know who stands on it.
 * Called once, from the system's `web/routes.tsx`; the panel itself is loaded with the first page that shows it, for those who may do `may`.
 */
export function registerRecordPanel(kind: string, may: string, load: () => Promise<{ default: ComponentType<RecordPanelProps> }>): void {
  panels.push({ kind, may, panel: lazy(load) })
}

/** The panels that other systems have for this kind of record. */
export function RecordPanels({ kind, recordId }: { kind: string; recordId: string }) {
  const may = useMay()
  return <>{panels.filter((p) => p.kind === kind && may(p.may)).map(({ panel: Panel }, index) => <Suspense key={index} fallback={<PageSkeleton />}><Panel recordId={recordId} /></Suspense>)}</>
}
