import { Badge, Button, Group } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from 'react-router'
import { DateText } from '#kernel/web/DateText.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { fixedList, ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { DeviceState, listDevices, type Device } from '../../contract/devices.ts'

/** Which scanners there are, which work, and whose check is due. */
export default function DevicesPage() {
  const { t } = useWords()
  const may = useMay()
  const [filters, setFilter] = useFilters(['state'])
  const state = DeviceState.optional().catch(undefined).parse(filters.state)
  const { data, problem, loading, again } = useRead(listDevices, { state })
  return (
    <Page title={t('biometrics.devices')} loading={loading} problem={problem} onRetry={again} acts={<>
      {may('biometrics.read-maintenance') && <Button component={Link} to="/biometrics/maintenance" variant="default">{t('biometrics.maintenance')}</Button>}
      {may('biometrics.manage-devices') && <Button component={Link} to="/biometrics/devices/new" leftSection={<IconPlus size={18} />}>{t('biometrics.device.register')}</Button>}
    </>}>
      {data?.rows.length === 0 && state === undefined && <EmptyState title={t('biometrics.devices.none')} hint={t('biometrics.devices.none.hint')} />}
      {data && (data.rows.length > 0 || state !== undefined) && (
        <ListTable name="biometrics.devices" caption={t('biometrics.devices')} list={fixedList(data.rows)} rowKey={(d) => d.id} rowPath={(d) => `/biometrics/devices/${d.id}`}
          filters={[{ kind: 'select', name: 'state', label: t('biometrics.device.state'), options: DeviceState.options.map((value) => ({ value, label: t(`biometrics.device.state.${value}`) })) }]} values={filters} onFilter={setFilter}
          columns={[
            { key: 'device', label: t('biometrics.device'), cell: (d) => <bdi>{d.maker} {d.model}</bdi> },
            { key: 'serial', label: t('biometrics.device.serial'), cell: (d) => <bdi dir="ltr">{d.serial}</bdi>, width: '10rem' },
            { key: 'kind', label: t('biometrics.device.kind'), cell: (d) => t(`biometrics.device.kind.${d.kind}`), width: '8rem' },
            { key: 'office', label: t('field.office'), cell: (d) => <OfficeName office={d.office.name} /> },
            { key: 'state', label: t('biometrics.device.state'), cell: (d) => <Standing device={d} />, width: '14rem' },
            { key: 'last', label: t('biometrics.sensor.last'), cell: (d) => <LastCheck device={d} />, width: '9rem' },
          ]} />
      )}
    </Page>
  )
}

/** Where a device stands: in use or not, its last check failed, a check due. */
export function Standing({ device }: { device: Pick<Device, 'state' | 'checks' | 'due'> }) {
  const { t } = useWords()
  const failed = device.checks.some(({ passed }) => !passed)
  return (
    <Group gap="xs">
      <Badge color="gray" variant={device.state === 'in-use' ? 'light' : 'outline'}>{t(`biometrics.device.state.${device.state}`)}</Badge>
      {device.state === 'in-use' && failed && <span className="mz-warn">{t('biometrics.sensor.failed')}</span>}
      {device.due.length > 0 && !failed && <span className="mz-warn">{t('biometrics.sensor.due')}</span>}
    </Group>
  )
}

function LastCheck({ device }: { device: Device }) {
  const { t } = useWords()
  const last = device.checks.map(({ at }) => at).sort().at(-1)
  return last ? <DateText value={last} short /> : <span className="mz-dim">{t('biometrics.sensor.never')}</span>
}
