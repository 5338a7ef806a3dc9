import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { ActButton } from '#kernel/web/ActButton.tsx'
import { Confirm } from '#kernel/web/Confirm.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useAct } from '#kernel/web/use-act.ts'
import { useWords } from '#kernel/web/words.tsx'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import { checkPlaces, place, readCells, type CellView } from '../contract/cells.ts'
import { readInmate } from '../contract/reception.ts'
import { CellPeople } from './CellPeople.tsx'
import { CellTile, moveAmongTiles } from './CellTile.tsx'
import { FacilityGate, Fullness, useFacility } from './parts.tsx'

/** The plan as tiles: open one to see who is in it; choose a person and every tile says whether they may go there. */
export default function CellsPage() {
  const { t } = useWords()
  return (
    <Page title={t('prisons.cells')} acts={<ActButton label={t('prisons.addCell')} path="/prisons/cells/new" may="prisons.keep-plan" reasonText={false} />}>
      <FacilityGate><Plan /></FacilityGate>
    </Page>
  )
}

type Places = OutputOf<typeof checkPlaces>['rows']

function Plan() {
  const { t, number } = useWords()
  const { facilityId, own } = useFacility()
  const [params, setParams] = useSearchParams()
  const { data, problem, again } = useRead(readCells, facilityId ? { facilityId } : {})
  const [open, setOpen] = useState<string | undefined>()
  const moving = params.get('move') ?? undefined
  const person = useRead(readInmate, { id: moving ?? '' }, { when: moving !== undefined })
  const places = useRead(checkPlaces, { id: moving ?? '' }, { when: moving !== undefined && own })
  const choose = (id: string | undefined) => setParams((before) => { const next = new URLSearchParams(before); if (id) next.set('move', id); else next.delete('move'); return next }, { replace: true })
  if (problem !== undefined) return <Page title="" problem={problem} onRetry={again} />
  if (data === undefined) return <Page title="" loading />
  if (data.rows.length === 0) return <EmptyState title={t('prisons.noPlan')} hint={t('prisons.noPlanHint')} />
  return (
    <div className="pr-plan">
      <div>
        <div style={{ maxInlineSize: '24rem', marginBlockEnd: '0.75rem' }}><Fullness held={data.held} capacity={data.capacity} /></div>
        <p className="mz-dim mz-no-print" style={{ marginBlockStart: 0 }}>{t(moving ? 'prisons.planMoveHelp' : 'prisons.planHelp')}</p>
        <Tiles rows={data.rows} open={open} onOpen={setOpen} places={moving ? places.data?.rows : undefined} moving={moving && person.data?.inmate.id === moving ? person.data.inmate : undefined} onMoved={() => { choose(undefined); again() }} />
      </div>
      <aside className="pr-beside">
        {moving && person.data?.inmate.id === moving && (
          <div className="mz-card pr-section" role="status"><b>{t('prisons.moving', { name: person.data.inmate.name })}</b> <button type="button" className="mz-link" onClick={() => choose(undefined)}>{t('button.cancel')}</button></div>
        )}
        <CellPeople cell={data.rows.find((c) => c.id === open)} unplaced={open === 'unplaced' || open === undefined} facilityId={facilityId} moving={moving} onMove={own ? choose : undefined} />
        {data.unplaced > 0 && open !== undefined && open !== 'unplaced' && <button type="button" className="mz-link" onClick={() => setOpen('unplaced')}>{t('prisons.unplacedCount', { n: number(data.unplaced) })}</button>}
      </aside>
    </div>
  )
}

interface TilesProps { rows: readonly CellView[]; open: string | undefined; onOpen: (id: string) => void; places: Places | undefined; moving: { id: string; version: number; name: string } | undefined; onMoved: () => void }

function Tiles({ rows, open, onOpen, places, moving, onMoved }: TilesProps) {
  const { t } = useWords()
  const [asking, setAsking] = useState<CellView | undefined>()
  const act = useAct(place, { toastProblems: asking === undefined, onDone: () => { setAsking(undefined); onMoved() } })
  const press = (cell: CellView) => {
    if (!moving) return onOpen(cell.id)
    if (cell.held >= cell.capacity) { act.reset(); setAsking(cell); return undefined }
    return void act.run({ id: moving.id, version: moving.version, cellId: cell.id })
  }
  const groups = rows.filter((c) => c.kind === 'section')
  const loose = rows.filter((c) => c.kind !== 'section' && c.parentId === null)
  const tiles = (cells: readonly CellView[]) => (
    <ul className="pr-tiles">{cells.map((c) => <li key={c.id}><CellTile cell={c} pressed={open === c.id} place={moving ? places?.find((p) => p.cellId === c.id) : undefined} onPress={() => press(c)} /></li>)}</ul>
  )
  return (
    <div onKeyDown={moveAmongTiles}>
      {groups.map((g) => (
        <section key={g.id} aria-label={g.name}>
          <div className="pr-section-head"><h2 style={{ fontSize: '1rem', margin: 0 }}><bdi>{g.name}</bdi></h2><Fullness held={g.held} capacity={g.capacity} /></div>
          {tiles(rows.filter((c) => c.parentId === g.id && c.kind !== 'section'))}
        </section>
      ))}
      {loose.length > 0 && tiles(loose)}
      <Confirm opened={asking !== undefined} title={t('prisons.placeOver', { cell: asking?.name ?? '' })} askReason busy={act.busy} problem={act.problem} onClose={() => { setAsking(undefined); act.reset() }}
        onConfirm={(reason) => { if (asking && moving) void act.run({ id: moving.id, version: moving.version, cellId: asking.id, ...(reason ? { reason } : {}) }) }}>
        {t('prisons.placeOverWhy')}
      </Confirm>
    </div>
  )
}
