import { Alert } from '@mantine/core'
import { useWords } from '#kernel/web/words.tsx'
import type { SensorCheck } from '../../contract/devices.ts'

/** What was found, and what to do about each fault. */
export function Finding({ check }: { check: SensorCheck }) {
  const { t } = useWords()
  if (check.passed) return <Alert color="gray" title={t('biometrics.sensor.passed')} role="status">{t(`biometrics.sensor.look.${check.look}`)}</Alert>
  return (
    <Alert color="orange" title={t('biometrics.sensor.failed')} role="alert">
      <ul className="bu-faults">{check.faults.map((fault) => <li key={fault}><b>{t(`biometrics.fault.${fault}`)}</b>. {t(`biometrics.fault.${fault}.do`)}.</li>)}</ul>
    </Alert>
  )
}

/** The numbers behind a finding. */
export function Measures({ check }: { check: SensorCheck }) {
  const { t, number, has } = useWords()
  return (
    <dl className="bu-facts">
      {Object.entries(check.measures).filter(([name]) => has(`biometrics.measure.${name}`)).map(([name, value]) => <div key={name}><dt>{t(`biometrics.measure.${name}`)}</dt><dd>{number(value, Number.isInteger(value) ? 0 : Math.abs(value) < 1 ? 4 : 1)}</dd></div>)}
    </dl>
  )
}

/** What an image is called: the first or second of a pair, or the finger whose place it has. */
export function useImageName(): (name: string) => string {
  const { t } = useWords()
  return (name) => t(/^[rp]/.test(name) ? `biometrics.practice.finger.${name.slice(1)}` : `biometrics.practice.image.${name}`)
}
