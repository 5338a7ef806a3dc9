import { Alert, Button, Checkbox, Group, Stack } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { call } from '#kernel/web/api.ts'
import { TextAreaField } from '#kernel/web/fields.tsx'
import { asProblem, type Problem } from '#kernel/web/problem.ts'
import { ProblemNotice } from '#kernel/web/ProblemNotice.tsx'
import { useAct } from '#kernel/web/use-act.ts'
import { useWords } from '#kernel/web/words.tsx'
import { abandonEnrolment, checkSequence, completeEnrolment, swapPrints, type EnrolmentPage, type SequenceErrorView } from '../../contract/enrolment.ts'

type Checked = { readonly version: number; readonly errors: readonly SequenceErrorView[]; readonly comparedWithEarlier: boolean }
const hands: readonly (readonly [number, number])[] = [[1, 6], [2, 7], [3, 8], [4, 9], [5, 10]]
const keyOf = (error: SequenceErrorView) => `${error.kind}:${error.fingers.join()}`

/** The order of the fingers is looked at, mistakes are set right or confirmed, and the taking is finished or abandoned. */
export function Finish({ page }: { page: EnrolmentPage }) {
  const { t } = useWords()
  const [checked, setChecked] = useState<Checked>()
  const [checking, setChecking] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [confirmed, setConfirmed] = useState<readonly string[]>([])
  const [reason, setReason] = useState<string>()
  const finish = useAct(completeEnrolment)
  const open = page.fingers.filter((one) => !['missing', 'good', 'stands-by-reason'].includes(one.state))
  // What was found is said of the prints as they stood then.
  const found = checked?.version === page.version ? checked : undefined
  const check = async () => {
    setChecking(true)
    setProblem(undefined)
    try {
      setChecked({ ...(await call(checkSequence, { id: page.id })), version: page.version })
      setConfirmed([])
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setChecking(false)
    }
  }
  const errors = found?.errors ?? []
  const mayFinish = open.length === 0 && found !== undefined && errors.every((error) => confirmed.includes(keyOf(error))) && (errors.length === 0 || (reason ?? '').trim().length >= 3)
  return (
    <section className="mz-card bi-panel" aria-label={t('biometrics.finish')}>
      {open.length > 0 && <p style={{ marginBlockStart: 0 }}>{t('biometrics.finish.open', { fingers: open.map((one) => t(`biometrics.finger.${one.finger}`)).join('، ') })}</p>}
      <Stack gap="sm">
        {found && errors.length === 0 && <Alert variant="light" color="accent" icon={<IconCheck size={20} />} role="status">{t('biometrics.check.good')}{found.comparedWithEarlier ? ` · ${t('biometrics.check.withEarlier')}` : ''}</Alert>}
        {errors.map((error) => <Mistake key={keyOf(error)} page={page} error={error} confirmed={confirmed.includes(keyOf(error))} onConfirm={(yes) => { setConfirmed(yes ? [...confirmed, keyOf(error)] : confirmed.filter((key) => key !== keyOf(error))) }} />)}
        {confirmed.length > 0 && <TextAreaField label={t('biometrics.confirm.reason')} value={reason} onChange={setReason} required />}
        {problem && <ProblemNotice problem={problem} />}
        {finish.problem && <ProblemNotice problem={finish.problem} />}
        <Group gap="sm">
          <Button variant={found ? 'default' : 'filled'} loading={checking} onClick={() => { void check() }}>{t('biometrics.check')}</Button>
          <Button disabled={!mayFinish} loading={finish.busy} onClick={() => { void finish.run({ id: page.id, version: page.version, confirmed: [...errors], ...(reason?.trim() ? { reason: reason.trim() } : {}) } as never) }}>{t('biometrics.finish')}</Button>
          <ActNowButton label={t('biometrics.abandon')} endpoint={abandonEnrolment} input={{ id: page.id, reason: '' } as never} look="danger" confirm={{ title: t('biometrics.abandon'), text: t('biometrics.abandon.text'), reasonField: 'reason' }} />
        </Group>
      </Stack>
    </section>
  )
}

function Mistake({ page, error, confirmed, onConfirm }: { page: EnrolmentPage; error: SequenceErrorView; confirmed: boolean; onConfirm: (yes: boolean) => void }) {
  const { t } = useWords()
  const [one, other] = error.fingers
  const pairs = error.kind === 'swapped-hands' ? hands : error.kind === 'swapped-fingers' && one !== undefined && other !== undefined ? [[one, other] as const] : []
  const label = t(error.kind === 'swapped-hands' ? 'biometrics.swapHands' : 'biometrics.swap')
  return (
    <Alert variant="light" color="warning" icon={<IconAlertTriangle size={20} />} title={t(`biometrics.error.${error.kind}`)}>
      {error.fingers.length > 0 && <p style={{ margin: '0 0 0.5rem' }}>{error.fingers.map((finger) => t(`biometrics.finger.${finger}`)).join('، ')}</p>}
      <Group gap="sm">
        {pairs.length > 0 && <ActNowButton label={label} endpoint={swapPrints} input={{ id: page.id, pairs, reason: '' } as never} confirm={{ title: label, reasonField: 'reason' }} />}
        <Checkbox label={t('biometrics.confirm')} checked={confirmed} onChange={(event) => { onConfirm(event.currentTarget.checked) }} />
      </Group>
    </Alert>
  )
}
