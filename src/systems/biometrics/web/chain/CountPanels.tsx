import { Badge, Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { NumberField, SelectField } from '#kernel/web/fields.tsx'
import { ProblemNotice } from '#kernel/web/ProblemNotice.tsx'
import { useRead } from '#kernel/web/query.tsx'
import type { RecordPanelProps } from '#kernel/web/RecordPanels.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useAct } from '#kernel/web/use-act.ts'
import { useWords } from '#kernel/web/words.tsx'
import { drawSample, readCountChecks, readCountChoices, type CountLine } from '../../contract/chain.ts'
import { CheckLine, Checking } from './CheckPanel.tsx'
import './chain.css'

/** On the sheet that goes round: some are checked by finger, by lot or by choice. */
export function RollSheetPanel() {
  const { t } = useWords()
  const may = useMay()
  const { data } = useRead(readCountChecks, {}, { when: may('biometrics.read-prints') })
  if (data === undefined) return null
  return (
    <section className="mz-card bc-box mz-no-print" aria-label={t('biometrics.count')}>
      <h2>{t('biometrics.count')}</h2>
      {may('biometrics.draw-sample') && <Draw />}
      {data.rows.length > 0 && <ul className="bc-list">{data.rows.map((line) => <li key={line.custodyId}><Line line={line} open scanner={data.scanner} /></li>)}</ul>}
    </section>
  )
}

function Draw() {
  const { t } = useWords()
  const [lot, setLot] = useState<number | undefined>(5)
  const act = useAct(drawSample)
  return (
    <div style={{ display: 'grid', gap: '0.5rem' }}>
      <p className="mz-dim" style={{ margin: 0 }}>{t('biometrics.count.hint')}</p>
      <div className="bc-grid">
        <NumberField name="lot" label={t('biometrics.count.lot')} value={lot} onChange={setLot} min={1} max={100} />
        <div><Button variant="default" loading={act.busy} disabled={lot === undefined} onClick={() => { if (lot !== undefined) void act.run({ lot, custodyIds: [] }) }}>{t('biometrics.count.draw')}</Button></div>
      </div>
      <Choose />
      {act.problem && <ProblemNotice problem={act.problem} />}
    </div>
  )
}

/** A certain person, chosen from the roll. */
function Choose() {
  const { t, numerals } = useWords()
  const { data } = useRead(readCountChoices, {})
  const [chosen, setChosen] = useState<string>()
  const act = useAct(drawSample, { onDone: () => setChosen(undefined) })
  return (
    <>
      <div className="bc-grid">
        <SelectField name="chosen" label={t('biometrics.count.choose')} value={chosen} onChange={setChosen} options={(data?.rows ?? []).map((one) => ({ value: one.custodyId, label: `${one.name} (${numerals(one.number)})` }))} />
        <div><Button variant="default" loading={act.busy} disabled={chosen === undefined} onClick={() => { if (chosen !== undefined) void act.run({ custodyIds: [chosen] }) }}>{t('button.add')}</Button></div>
      </div>
      {act.problem && <ProblemNotice problem={act.problem} />}
    </>
  )
}

function Line({ line, open = false, scanner = null }: { line: CountLine; open?: boolean; scanner?: string | null }) {
  const { t, numerals } = useWords()
  const may = useMay()
  const [checking, setChecking] = useState(false)
  const undecided = line.check !== null && line.check.hindrance === null && line.check.outcome === null
  return (
    <>
      <Link className="mz-link" to={`/prisons/inmates/${line.custodyId}`}><bdi>{line.name}</bdi></Link>
      <span className="mz-dim"><bdi>{numerals(line.number)}</bdi>{line.cell && <> · <bdi>{line.cell}</bdi></>} · {t(line.byLot ? 'biometrics.count.byLot' : 'biometrics.count.chosen')}</span>
      {line.check === null && !line.enrolled && <Badge variant="outline" color="gray">{t('biometrics.count.noPrints')}</Badge>}
      {line.check === null && !open && <span className="mz-warn">{t('biometrics.count.unanswered')}</span>}
      {line.check && <CheckLine custodyId={line.custodyId} check={line.check} />}
      {open && may('biometrics.check') && !undecided && !checking && <button type="button" className="mz-link bc-end" onClick={() => setChecking(true)}>{t(line.check ? 'biometrics.check.again' : 'verb.biometrics.check')}</button>}
      {open && checking && <div className="bc-wide"><Checking custodyId={line.custodyId} occasion="count" first scanner={scanner} onDone={() => setChecking(false)} /></div>}
    </>
  )
}

/** Under a count that was closed: who was checked by finger, and what came out. */
export function CountPanel({ recordId }: RecordPanelProps) {
  const { t, number } = useWords()
  const may = useMay()('biometrics.read-prints')
  const { data } = useRead(readCountChecks, { countId: recordId }, { when: may })
  if (!may || data === undefined || data.rows.length === 0) return null
  const agrees = data.rows.filter((line) => line.check?.outcome === 'agrees').length
  const differs = data.rows.some((line) => line.check?.outcome === 'differs')
  return (
    <details>
      <summary className={differs ? 'mz-alarm' : ''}>{t('biometrics.count.result', { agrees: number(agrees), all: number(data.rows.length) })}</summary>
      <ul className="bc-list">{data.rows.map((line) => <li key={line.custodyId}><Line line={line} /></li>)}</ul>
    </details>
  )
}
