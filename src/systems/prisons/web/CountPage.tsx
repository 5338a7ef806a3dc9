import { Button, TextInput } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { Page } from '#kernel/web/Page.tsx'
import { ProblemNotice } from '#kernel/web/ProblemNotice.tsx'
import { RecordPanels } from '#kernel/web/RecordPanels.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { forget, keep, kept } from '#kernel/web/storage.ts'
import { useAct } from '#kernel/web/use-act.ts'
import { useWords } from '#kernel/web/words.tsx'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import { countRoll, readRoll } from '../contract/cells.ts'
import './prisons.css'

type Row = OutputOf<typeof readRoll>['rows'][number]
interface Seen { readonly ticked: readonly string[]; readonly strangers: readonly string[] }
const nobody: Seen = { ticked: [], strangers: [] }

/** The sheet that goes round the floor: each person is ticked where they are seen. What is ticked survives a lost line or a closed page. */
export default function CountPage() {
  const { t, number } = useWords()
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const first = params.get('first') ?? undefined
  const key = `prisons.count.${first ?? 'first'}`
  const { data, problem, loading, again } = useRead(readRoll, {})
  const [seen, setSeen] = useState<Seen>(() => restore(key))
  useEffect(() => { keep(key, JSON.stringify(seen)) }, [key, seen])
  const act = useAct(countRoll, { onDone: () => { forget(key); void navigate('/prisons/roll') } })
  const groups = useMemo(() => groupByCell(data?.rows ?? []), [data])
  const ticked = new Set(seen.ticked)
  const tick = (ids: readonly string[], on: boolean) => setSeen((s) => ({ ...s, ticked: on ? [...new Set([...s.ticked, ...ids])] : s.ticked.filter((id) => !ids.includes(id)) }))
  const send = () => void act.run({ counted: (data?.rows ?? []).filter((r) => ticked.has(r.custodyId)).map((r) => ({ custodyId: r.custodyId, cellId: r.cellId })), strangers: seen.strangers.filter((name) => name.trim().length >= 2).map((name) => ({ cellId: null, name })), ...(first ? { firstId: first } : {}) })
  return (
    <Page title={t(first ? 'prisons.secondCount' : 'prisons.newCount')} parent={{ label: t('prisons.roll'), path: '/prisons/roll' }} loading={loading} problem={problem} onRetry={again}>
      {data && <RecordPanels kind="roll-sheet" recordId={first ?? ''} />}
      {data && (
        <div className="mz-card pr-section">
          <p className="mz-dim" style={{ marginBlockStart: 0 }}>{t('prisons.countHelp')}</p>
          {groups.map((g) => <CellCount key={g.id} name={g.name ?? t('prisons.noCell')} rows={g.rows} ticked={ticked} onTick={tick} />)}
          <Strangers names={seen.strangers} onChange={(strangers) => setSeen((s) => ({ ...s, strangers }))} />
          {act.problem && <ProblemNotice problem={act.problem} />}
          <div className="pr-foot mz-no-print">
            <span className="pr-total" role="status">{t('prisons.countedOf', { counted: number(ticked.size + seen.strangers.length), expected: number(data.expected) })}</span>
            <Button loading={act.busy} onClick={send}>{t('prisons.closeCount')}</Button>
            <Button variant="default" onClick={() => setSeen(nobody)}>{t('button.clear')}</Button>
          </div>
        </div>
      )}
    </Page>
  )
}

function restore(key: string): Seen {
  try {
    return { ...nobody, ...(JSON.parse(kept(key) ?? '{}') as Partial<Seen>) }
  } catch {
    return nobody
  }
}

function groupByCell(rows: readonly Row[]): { id: string; name: string | null; rows: Row[] }[] {
  const groups = new Map<string, { id: string; name: string | null; rows: Row[] }>()
  for (const row of rows) {
    const group = groups.get(row.cellId ?? '') ?? { id: row.cellId ?? '', name: row.cell, rows: [] }
    group.rows.push(row)
    groups.set(row.cellId ?? '', group)
  }
  return [...groups.values()]
}

function CellCount({ name, rows, ticked, onTick }: { name: string; rows: readonly Row[]; ticked: ReadonlySet<string>; onTick: (ids: readonly string[], on: boolean) => void }) {
  const { t, number, numerals } = useWords()
  const inside = rows.filter((r) => r.out === null)
  const there = rows.filter((r) => ticked.has(r.custodyId)).length
  const all = inside.every((r) => ticked.has(r.custodyId))
  return (
    <fieldset className="pr-cell-count" style={{ borderInline: 0, borderBlockStart: 0, margin: 0, paddingInline: 0 }}>
      <div>
        <legend style={{ fontWeight: 600, float: 'inline-start' }}><bdi>{name}</bdi></legend>
        <span className={there === inside.length ? '' : 'mz-warn'}>{t('prisons.countedOf', { counted: number(there), expected: number(inside.length) })}</span>
        <Button size="compact-sm" variant="default" onClick={() => onTick(inside.map((r) => r.custodyId), !all)}>{t(all ? 'prisons.noneHere' : 'prisons.allHere')}</Button>
      </div>
      <div className="pr-ticks">
        {rows.map((r) => (
          <label key={r.custodyId} className="pr-tick">
            <input type="checkbox" checked={ticked.has(r.custodyId)} onChange={(event) => onTick([r.custodyId], event.currentTarget.checked)} />
            <span><bdi>{r.name}</bdi> <small className="mz-dim"><bdi>{numerals(r.number)}</bdi>{r.out ? ` · ${t(`prisons.out.${r.out}`)}` : ''}</small></span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Strangers({ names, onChange }: { names: readonly string[]; onChange: (names: readonly string[]) => void }) {
  const { t } = useWords()
  return (
    <div className="pr-cell-count" style={{ display: 'grid', gap: '0.5rem' }}>
      {names.map((name, index) => <TextInput key={index} label={t('prisons.stranger')} value={name} onChange={(event) => onChange(names.map((n, i) => (i === index ? event.currentTarget.value : n)))} />)}
      <div><Button variant="default" size="sm" onClick={() => onChange([...names, ''])}>{t('prisons.addStranger')}</Button></div>
    </div>
  )
}
