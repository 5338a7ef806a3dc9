import { Button, Tooltip } from '@mantine/core'
import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Confirm } from './Confirm.tsx'
import type { InputOf, OutputOf, WebEndpoint } from './endpoint-types.ts'
import { useMay } from './session.tsx'
import { useAct } from './use-act.ts'
import { useWords } from './words.tsx'
import './ActButton.css'

interface Look {
  readonly label: string
  readonly icon?: ReactNode
  /** Why it cannot be done now; the button is greyed and the reason is said. */
  readonly disabledReason?: string | null | undefined
  /** The permission it needs; without it the button is greyed with that reason. Default: the endpoint's. */
  readonly may?: string
  readonly look?: 'primary' | 'default' | 'danger'
  /** False: the reason only as a tooltip. Default: also as text below. */
  readonly reasonText?: boolean
}

export interface ActButtonProps extends Look {
  readonly onClick?: () => void
  /** A page to go to instead. */
  readonly path?: string
}

/** A button for an act. When it may not be done it stays, greyed, and says why. */
export function ActButton({ onClick, path, ...look }: ActButtonProps) {
  const navigate = useNavigate()
  return <Bare {...look} onClick={path !== undefined ? () => void navigate(path) : (onClick ?? (() => undefined))} />
}

export interface ActNowButtonProps<E extends WebEndpoint> extends Look {
  readonly endpoint: E
  readonly input: InputOf<E>
  /** Ask first. With `reasonField` a reason is asked for and sent under that name. */
  readonly confirm?: { readonly title: string; readonly text?: ReactNode; readonly reasonField?: string }
  readonly onDone?: (answer: OutputOf<E>) => void
}

/** A button that performs an act by itself, after a question where one is set. */
export function ActNowButton<E extends WebEndpoint>({ endpoint, input, confirm, onDone, ...look }: ActNowButtonProps<E>) {
  const [asking, setAsking] = useState(false)
  const act = useAct(endpoint, { toastProblems: confirm === undefined, onDone: (answer) => { setAsking(false); onDone?.(answer) } })
  const close = () => { setAsking(false); act.reset() }
  const run = (reason?: string) => void act.run({ ...(input as object), ...(confirm?.reasonField && { [confirm.reasonField]: reason }) } as InputOf<E>)
  return (
    <>
      <Bare may={endpoint.may} {...look} busy={act.busy} onClick={() => (confirm ? setAsking(true) : run())} />
      {confirm && (
        <Confirm opened={asking} title={confirm.title} confirmLabel={look.label} danger={look.look === 'danger'} askReason={confirm.reasonField !== undefined} busy={act.busy} problem={act.problem} onConfirm={run} onClose={close}>
          {confirm.text}
        </Confirm>
      )}
    </>
  )
}

function Bare({ label, icon, disabledReason, may: verb, look = 'default', reasonText = true, busy = false, onClick }: Look & { busy?: boolean; onClick: () => void }) {
  const { t } = useWords()
  const may = useMay()
  const id = useId()
  const reason = disabledReason || (verb !== undefined && !may(verb) ? t('act.notAllowed') : undefined)
  const button = (
    <Button variant={look === 'default' ? 'default' : 'filled'} color={look === 'danger' ? 'alarm' : 'accent'} leftSection={icon} loading={busy}
      {...(reason ? { 'data-disabled': true, 'aria-disabled': true, 'aria-describedby': id } : {})} onClick={reason ? undefined : onClick}>{label}</Button>
  )
  if (!reason) return button
  return (
    <span className="mz-act">
      <Tooltip label={reason} multiline maw={320}>{button}</Tooltip>
      <small id={id} className={reasonText ? 'mz-act-reason' : 'mz-act-hidden'}>{reason}</small>
    </span>
  )
}
