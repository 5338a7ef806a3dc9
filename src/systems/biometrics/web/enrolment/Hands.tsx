import { IconAlertTriangle, IconCheck, IconMinus, IconPointFilled, IconX } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { useWords } from '#kernel/web/words.tsx'
import type { FingerView } from '../../contract/enrolment.ts'

/** Left to right as the two hands lie before the operator, whichever way the language is written. */
const left = [10, 9, 8, 7, 6], right = [1, 2, 3, 4, 5]
const heights: Readonly<Record<number, string>> = { 1: '2.1rem', 2: '2.8rem', 3: '3.1rem', 4: '2.8rem', 5: '2.2rem' }

interface HandsProps { readonly fingers: readonly FingerView[]; readonly chosen: number | undefined; readonly onChoose: (finger: number) => void }

/** Two hands of five fingers, each saying how it stands. The arrow keys go from finger to finger. */
export function Hands(props: HandsProps) {
  const { t } = useWords()
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('.bi-finger')]
    const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step]
    event.preventDefault()
    next?.focus()
  }
  return (
    <div className="bi-hands" onKeyDown={onKeyDown}>
      {([['left', left], ['right', right]] as const).map(([hand, order]) => (
        <section key={hand} className="mz-card bi-hand" aria-label={t(`biometrics.hand.${hand}`)}>
          <h2 dir="auto">{t(`biometrics.hand.${hand}`)}</h2>
          <div className="bi-fingers">{order.map((finger) => <Finger key={finger} view={props.fingers.find((one) => one.finger === finger)!} {...props} />)}</div>
        </section>
      ))}
    </div>
  )
}

function Finger({ view, chosen, onChoose }: HandsProps & { view: FingerView }) {
  const { t, number } = useWords()
  const name = t(`biometrics.finger.${view.finger}`)
  return (
    <button type="button" className="bi-finger" data-state={view.state} data-finger={view.finger} aria-pressed={chosen === view.finger} onClick={() => { onChoose(view.finger) }}>
      <span className="bi-tip" style={{ blockSize: heights[view.finger > 5 ? view.finger - 5 : view.finger] }} aria-hidden="true"><Sign state={view.state} /></span>
      <span dir="auto">{name}</span>
      <small dir="auto">{view.missing ? t(`biometrics.missing.${view.missing}`) : t(`biometrics.fingerState.${view.state}`)}{view.quality === null ? '' : ` · ${number(view.quality)}`}</small>
    </button>
  )
}

function Sign({ state }: { state: FingerView['state'] }) {
  switch (state) {
    case 'good': case 'stands-by-reason': return <IconCheck size={16} />
    case 'again': case 'may-stand': return <IconAlertTriangle size={16} />
    case 'missing': return <IconX size={16} />
    case 'empty': return <IconMinus size={16} />
    default: return <IconPointFilled size={16} />
  }
}
