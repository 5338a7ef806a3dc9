import { Button, FileButton, Group, Input } from '@mantine/core'
import { IconFingerprint, IconScan } from '@tabler/icons-react'
import { useState } from 'react'
import { useWords } from '#kernel/web/words.tsx'
import { useScanner } from '../enrolment/scanner.ts'
import { ScannerBar } from '../enrolment/ScannerBar.tsx'

/** A picture as the contract takes it. */
export interface FingerPicture { readonly data: string; readonly dpi: number }

/** One finger from a scanner's file. It stays in this page's memory: no draft of it is kept. */
export function FingerField({ value, onChange, label, address, finger }: { value: FingerPicture | undefined; onChange: (picture: FingerPicture | undefined) => void; label: string; address: string | null; finger: number | undefined }) {
  const { t } = useWords()
  const scanner = useScanner(address)
  const [name, setName] = useState<string>()
  const choose = async (file: File | null) => {
    if (file === null) return
    setName(file.name)
    onChange({ data: await asBase64(file), dpi: 500 })
  }
  const scan = async () => {
    const got = await scanner?.capture(finger ?? 0)
    if (!got) return
    setName(got.serial)
    onChange({ data: await asBase64(got.image), dpi: got.dpi })
  }
  return (
    <Input.Wrapper label={label} labelElement="div" required data-field="image">
      {scanner && <ScannerBar scanner={scanner} />}
      <Group gap="xs" wrap="wrap">
        {scanner?.status?.device && <Button leftSection={<IconScan size={18} />} loading={scanner.busy} onClick={() => void scan()}>{t('biometrics.fromScanner')}</Button>}
        <FileButton onChange={(file) => void choose(file)} accept="image/png,image/bmp,image/jpeg,.wsq" inputProps={{ 'aria-label': label }}>
          {(props) => <Button {...props} variant="default" leftSection={<IconFingerprint size={18} />}>{value ? t('biometrics.check.otherFile') : t('file.choose')}</Button>}
        </FileButton>
        {value && <bdi className="mz-dim">{name}</bdi>}
      </Group>
    </Input.Wrapper>
  )
}

async function asBase64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}
