import { Stack, Table } from '@mantine/core'
import { useParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { SelectField, TextAreaField } from '#kernel/web/fields.tsx'
import { OfficePicker } from '#kernel/web/OfficePicker.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { Timeline } from '#kernel/web/Timeline.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { changeDevice, readDevice, reportDevice, type SensorCheck } from '../../contract/devices.ts'
import { CheckForm } from './CheckForm.tsx'
import { Standing } from './DevicesPage.tsx'
import './upkeep.css'

/** One scanner: what it is, its checks, what became of it. */
export default function DevicePage() {
  const { id = '' } = useParams()
  const { t, numerals } = useWords()
  const may = useMay()
  const { data, problem, loading, again } = useRead(readDevice, { id })
  const scanner = data !== undefined && data.kind !== 'camera' && data.state !== 'retired'
  return (
    <Page title={data ? `${data.maker} ${data.model}` : t('biometrics.device')} parent={{ label: t('biometrics.devices'), path: '/biometrics/devices' }} loading={loading} problem={problem} onRetry={again} beside={data && <Standing device={data} />}>
      {data && (
        <Stack gap="lg">
          <section className="mz-card bu-box">
            <dl className="bu-facts">
              <div><dt>{t('biometrics.device.serial')}</dt><dd><bdi dir="ltr">{data.serial}</bdi></dd></div>
              <div><dt>{t('biometrics.device.kind')}</dt><dd>{t(`biometrics.device.kind.${data.kind}`)}</dd></div>
              {data.resolution !== null && <div><dt>{t('biometrics.device.resolution')}</dt><dd>{numerals(String(data.resolution))}</dd></div>}
              <div><dt>{t('field.office')}</dt><dd><OfficeName office={data.office.name} /></dd></div>
            </dl>
            {data.state === 'in-use' && data.here && may('biometrics.report-device') && <ActNowButton label={t('biometrics.device.do.out-of-order')} look="default" endpoint={reportDevice} input={{ id, reason: '' }} confirm={{ title: t('biometrics.device.do.out-of-order'), reasonField: 'reason' }} />}
          </section>
          {scanner && data.here && may('biometrics.check-sensor') && <CheckForm device={data} />}
          <Past checks={data.past} />
          {data.own && data.state !== 'retired' && may('biometrics.manage-devices') && <Change id={id} state={data.state} />}
          <section>
            <h2>{t('biometrics.device.history')}</h2>
            <Timeline items={data.history.map((e) => ({ id: e.id, at: e.at, title: t(`biometrics.device.event.${e.kind}`), by: e.by, text: e.reason }))} />
          </section>
        </Stack>
      )}
    </Page>
  )
}

function Past({ checks }: { checks: readonly SensorCheck[] }) {
  const { t } = useWords()
  if (checks.length === 0) return null
  return (
    <section className="bu-wide">
      <h2>{t('biometrics.sensor.past')}</h2>
      <Table>
        <Table.Thead><Table.Tr><Table.Th>{t('biometrics.practice.when')}</Table.Th><Table.Th>{t('biometrics.sensor.look')}</Table.Th><Table.Th>{t('biometrics.practice.result')}</Table.Th><Table.Th>{t('biometrics.trend.operator')}</Table.Th></Table.Tr></Table.Thead>
        <Table.Tbody>
          {checks.map((check) => (
            <Table.Tr key={check.id}>
              <Table.Td><DateText value={check.at} short time /></Table.Td><Table.Td>{t(`biometrics.sensor.look.${check.look}`)}</Table.Td>
              <Table.Td>{check.passed ? t('biometrics.sensor.passed') : <span className="mz-warn">{check.faults.map((fault) => t(`biometrics.fault.${fault}`)).join('؛ ')}</span>}</Table.Td><Table.Td><bdi>{check.by}</bdi></Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

function Change({ id, state }: { id: string; state: 'in-use' | 'out-of-order' }) {
  const { t } = useWords()
  const steps = state === 'in-use' ? (['moved', 'retired'] as const) : (['repaired', 'moved', 'retired'] as const)
  return (
    <section className="mz-card bu-box">
      <h2>{t('biometrics.device.state')}</h2>
      <ActForm endpoint={changeDevice} title={t('biometrics.device.state')} fixed={{ id }}>
        {(f) => (
          <Stack>
            <SelectField {...f('to', t('biometrics.device.state'))} required options={steps.map((value) => ({ value, label: t(`biometrics.device.do.${value}`) }))} />
            {f.values.to === 'moved' && <OfficePicker {...f('officeId', t('field.office'))} />}
            <TextAreaField {...f('reason')} />
          </Stack>
        )}
      </ActForm>
    </section>
  )
}
