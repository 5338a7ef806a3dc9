import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core'
import type { MantineColorScheme } from '@mantine/core'
import { IconLanguage, IconMoon, IconSun } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import type { Lang } from '#kernel/words/text.ts'
import { request } from './api.ts'
import { useSession } from './session.tsx'
import { useWords } from './words.tsx'

const languages: readonly { lang: Lang; label: string }[] = [
  { lang: 'ar', label: 'العربية' }, { lang: 'ckb', label: 'کوردی' }, { lang: 'en', label: 'English' },
]
const schemes = ['light', 'dark', 'auto'] as const

/** Language and digits. */
export function LanguageMenu() {
  const { t, lang, setLang, digits, setDigits } = useWords()
  const { signedIn } = useSession()
  const client = useQueryClient()
  const choose = (next: string) => {
    setLang(next as Lang)
    // What the server wrote in the old language is asked for again; the choice is also kept with the account.
    setTimeout(() => void client.invalidateQueries({ queryKey: ['read'] }))
    if (signedIn) void request('POST', '/api/session/language', { lang: next }).catch(() => undefined)
  }
  return (
    <Menu position="bottom-end" shadow="md" width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={40} aria-label={t('shell.language')} title={t('shell.language')}><IconLanguage size={20} /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('shell.language')}</Menu.Label>
        <Menu.RadioGroup value={lang} onChange={choose}>
          {languages.map((one) => <Menu.RadioItem key={one.lang} value={one.lang} lang={one.lang}>{one.label}</Menu.RadioItem>)}
        </Menu.RadioGroup>
        <Menu.Label>{t('shell.digits')}</Menu.Label>
        <Menu.RadioGroup value={digits} onChange={(value) => setDigits(value === 'arab' ? 'arab' : 'latn')}>
          <Menu.RadioItem value="latn" disabled={lang === 'en'}>123</Menu.RadioItem>
          <Menu.RadioItem value="arab" disabled={lang === 'en'}>١٢٣</Menu.RadioItem>
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Light, dark, or as the device says. */
export function SchemeMenu() {
  const { t } = useWords()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Menu position="bottom-end" shadow="md" width={180}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={40} aria-label={t('shell.theme')} title={t('shell.theme')}>
          {colorScheme === 'dark' ? <IconMoon size={20} /> : <IconSun size={20} />}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as MantineColorScheme)}>
          {schemes.map((scheme) => <Menu.RadioItem key={scheme} value={scheme}>{t(`shell.theme.${scheme}`)}</Menu.RadioItem>)}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
