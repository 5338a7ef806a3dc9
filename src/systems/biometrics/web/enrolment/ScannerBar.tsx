import { Button, Group, PasswordInput } from '@mantine/core'
import '@mantine/core/styles/PasswordInput.css'
import { useState } from 'react'
import { useWords } from '#kernel/web/words.tsx'
import type { Scanner } from './scanner.ts'

/** Whether the scanner answers, and the pairing with it. */
export function ScannerBar({ scanner }: { scanner: Scanner }) {
  const { t } = useWords()
  const [token, setToken] = useState('')
  const { status, problem } = scanner
  return (
    <div className="mz-card bi-panel" role="group" aria-label={t('biometrics.scanner')}>
      <p role="status" style={{ margin: 0 }}>{status?.device ? t('biometrics.scanner.ready', { name: `${status.device.maker} ${status.device.model} ${status.device.serial}` }) : t(`biometrics.scanner.${problem ?? 'offline'}`)}</p>
      {problem === 'unpaired' && (
        <form onSubmit={(event) => { event.preventDefault(); scanner.pair(token.trim()) }}>
          <Group align="flex-end" gap="sm" mt="xs">
            <PasswordInput label={t('biometrics.scanner.token')} value={token} onChange={(event) => { setToken(event.currentTarget.value) }} autoComplete="off" dir="ltr" visibilityToggleButtonProps={{ 'aria-label': t('biometrics.scanner.token') }} style={{ flex: '1 1 14rem' }} />
            <Button type="submit" variant="default">{t('biometrics.scanner.pair')}</Button>
          </Group>
        </form>
      )}
    </div>
  )
}
