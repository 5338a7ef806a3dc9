import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { ProblemNotice } from './ProblemNotice.tsx'
import type { Problem } from './problem.ts'
import { useWords } from './words.tsx'

export interface ConfirmProps {
  readonly opened: boolean
  readonly title: string
  readonly confirmLabel?: string
  readonly danger?: boolean
  /** Asks for a reason of at least three characters. */
  readonly askReason?: boolean
  readonly busy?: boolean
  readonly problem?: Problem | undefined
  readonly onConfirm: (reason?: string) => void
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** A question before an act that cannot be taken back. */
export function Confirm({ opened, title, confirmLabel, danger = false, askReason = false, busy = false, problem, onConfirm, onClose, children }: ConfirmProps) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  useEffect(() => { if (opened) setReason('') }, [opened])
  const ready = !askReason || reason.trim().length >= 3
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('button.close') }}>
      <form onSubmit={(event) => { event.preventDefault(); if (ready) onConfirm(askReason ? reason.trim() : undefined) }}>
        <Stack gap="md">
          {children && <div>{children}</div>}
          {askReason && <Textarea label={t('confirm.reason')} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} minRows={2} autosize data-autofocus />}
          {problem && <ProblemNotice problem={problem} />}
          <Group gap="sm">
            <Button type="submit" color={danger ? 'alarm' : 'accent'} loading={busy} disabled={!ready} {...(!askReason && { 'data-autofocus': true })}>{confirmLabel ?? t('button.confirm')}</Button>
            <Button variant="default" onClick={onClose}>{t('button.cancel')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
