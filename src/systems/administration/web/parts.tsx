import { Button, Modal, Stack, Title } from '@mantine/core'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { NavLink } from 'react-router'
import type { Text } from '#kernel/words/text.ts'
import { TextField } from '#kernel/web/fields.tsx'
import type { FieldProps } from '#kernel/web/field.ts'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import './parts.css'

/** A part of a page with its own head. */
export function Section({ title, beside, children }: { title: string; beside?: ReactNode; children: ReactNode }) {
  return (
    <section className="adm-section">
      <div className="adm-head"><Title order={2} size="h3">{title}</Title>{beside}</div>
      {children}
    </section>
  )
}

/** A button that opens a form over the page; hidden where the post may not do the act at all. */
export function FormToggle({ label, may, icon, children }: { label: string; may: string; icon?: ReactNode; children: (close: () => void) => ReactNode }) {
  const [open, setOpen] = useState(false)
  const { t } = useWords()
  if (!useMay()(may)) return null
  const close = () => setOpen(false)
  return (
    <>
      <Button variant="default" leftSection={icon} onClick={() => setOpen(true)} className="mz-no-print">{label}</Button>
      <Modal opened={open} onClose={close} title={label} size="lg" closeButtonProps={{ 'aria-label': t('button.close') }}>
        <Stack gap="sm">{children(close)}</Stack>
      </Modal>
    </>
  )
}

/** A name in the three languages, under a path of the form. */
export function Text3Fields({ f, path }: { f: (path: `${string}.${keyof Text}`) => FieldProps<string>; path: string }) {
  return <><TextField {...f(`${path}.ar`)} /><TextField {...f(`${path}.ckb`)} /><TextField {...f(`${path}.en`)} dir="ltr" /></>
}

/** The pages of the law, beside one another. */
export function LawTabs() {
  const { t } = useWords()
  const pages = [['/law', 'clocks'], ['/law/offences', 'offences'], ['/law/holidays', 'holidays'], ['/law/powers', 'powers']] as const
  return (
    <nav className="adm-tabs mz-no-print">
      {pages.map(([path, key]) => <NavLink key={path} to={path} end>{t(`administration.${key}`)}</NavLink>)}
    </nav>
  )
}

/** A name and its value in a row of facts. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return <div className="adm-fact"><dt>{label}</dt><dd>{children}</dd></div>
}

export function Facts({ children }: { children: ReactNode }) {
  return <dl className="adm-facts mz-card">{children}</dl>
}
