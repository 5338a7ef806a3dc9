import { Kbd, Modal } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { onKeyboardHelp } from './keyboard-help.ts'
import { useWords } from './words.tsx'

const keys: readonly { keys: readonly string[]; word: string }[] = [
  { keys: ['Ctrl', 'K'], word: 'shell.keys.search' },
  { keys: ['?'], word: 'shell.keys.help' },
  { keys: ['Alt', 'H'], word: 'shell.keys.home' },
  { keys: ['/'], word: 'shell.keys.filter' },
  { keys: ['↑', '↓'], word: 'shell.keys.rows' },
  { keys: ['Enter'], word: 'shell.keys.open' },
  { keys: ['Ctrl', 'Enter'], word: 'shell.keys.submit' },
  { keys: ['Esc'], word: 'shell.keys.close' },
]

/** The list of shortcuts ('?'), and the shortcuts that belong to the frame. */
export function KeyboardHelp() {
  const { t } = useWords()
  const navigate = useNavigate()
  const [opened, { open, close }] = useDisclosure(false)
  useEffect(() => onKeyboardHelp(open), [open])
  useHotkeys([
    ['shift+?', open, { usePhysicalKeys: false }],
    ['alt+h', () => void navigate('/'), { usePhysicalKeys: true }],
    ['/', focusFilter],
  ])
  return (
    <Modal opened={opened} onClose={close} title={t('shell.keys')} closeButtonProps={{ 'aria-label': t('button.close') }}>
      <dl className="mz-keys">
        {keys.map((one) => (
          <div key={one.word} style={{ display: 'contents' }}>
            <dt>{one.keys.map((key) => <Kbd key={key}>{key}</Kbd>)}</dt>
            <dd>{t(one.word)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}

function focusFilter(event: KeyboardEvent): void {
  const field = document.querySelector<HTMLInputElement>('#content [data-filter] input, #content input[type=search]')
  if (field === null) return
  event.preventDefault()
  field.focus()
}
