import { Alert, Button, Group } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useWords } from '#kernel/web/words.tsx'

export interface OneTime { readonly oneTimePassword: string; readonly until: string }

/** The password that is shown once. */
export function OneTimePassword({ given, onClose }: { given: OneTime; onClose: () => void }) {
  const { t, dateTime } = useWords()
  return (
    <Alert icon={<IconKey size={20} />} title={t('administration.oneTime')} role="status" mb="md">
      <p className="adm-secret">{given.oneTimePassword}</p>
      <p>{t('administration.oneTime.hint', { until: dateTime(given.until) })}</p>
      <Group><Button variant="default" onClick={onClose}>{t('button.close')}</Button></Group>
    </Alert>
  )
}
