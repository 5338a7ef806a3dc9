import { ActionIcon, Button, Group, Input, NativeSelect, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { MouseEvent } from 'react'
import { bodyShapes, middleOf, partName } from './body-parts.ts'
import type { BodyShape } from './body-parts.ts'
import type { FieldProps } from './field.ts'
import { useWords } from './words.tsx'
import './pictures.css'

/** One injury: where on the figure (0-100 across, 0-200 down), on which part, and what it is. */
export interface InjuryMark {
  readonly side: 'front' | 'back'
  readonly x: number
  readonly y: number
  /** For example 'left-forearm'; its name is `body.part.<part>`. */
  readonly part: string
  readonly note: string
}

export interface BodyMapProps extends FieldProps<readonly InjuryMark[]> {
  readonly readOnly?: boolean
}

const sides = ['front', 'back'] as const

/** Injuries marked on a drawing of the body, by pointer or from a list of parts, each with its description. */
export function BodyMap({ name, label, hint, error, required = false, value, onChange, readOnly = false }: BodyMapProps) {
  const { t, number } = useWords()
  const marks = value ?? []
  const add = (mark: InjuryMark) => onChange([...marks, mark])
  const describe = (index: number, note: string) => onChange(marks.map((mark, n) => (n === index ? { ...mark, note } : mark)))
  return (
    <Input.Wrapper label={label} description={hint ?? (readOnly ? undefined : t('body.help'))} error={error} required={required} labelElement="div" data-field={name}>
      <div className="mz-body">
        <div className="mz-body-figures">
          {sides.map((side) => <Figure key={side} side={side} marks={marks} {...(!readOnly && { onMark: add })} />)}
        </div>
        <div>
          {!readOnly && <PartChooser onMark={add} />}
          {marks.length === 0 ? <p className="mz-dim">{t('body.none')}</p> : (
            <ol className="mz-body-list">
              {marks.map((mark, index) => (
                <li key={index}>
                  <span className="mz-body-number" aria-hidden="true">{number(index + 1)}</span>
                  {readOnly ? <span><b>{t(`body.part.${mark.part}`)}</b>: <bdi>{mark.note}</bdi></span>
                    : <TextInput label={`${t('body.mark', { n: number(index + 1) })}: ${t(`body.part.${mark.part}`)}`} placeholder={t('body.describe')} value={mark.note} onChange={(event) => describe(index, event.currentTarget.value)} />}
                  {!readOnly && <ActionIcon variant="default" size={36} aria-label={`${t('button.remove')}: ${t('body.mark', { n: number(index + 1) })}`} onClick={() => onChange(marks.filter((_, n) => n !== index))}><IconTrash size={16} /></ActionIcon>}
                </li>
              ))}
            </ol>
          )}
        </div>
      </div>
    </Input.Wrapper>
  )
}

function Figure({ side, marks, onMark }: { side: 'front' | 'back'; marks: readonly InjuryMark[]; onMark?: (mark: InjuryMark) => void }) {
  const { t, number } = useWords()
  const click = (event: MouseEvent<SVGPathElement>, shape: BodyShape) => {
    const box = event.currentTarget.ownerSVGElement!.getBoundingClientRect()
    const x = Math.round(((event.clientX - box.left) / box.width) * 1000) / 10
    const y = Math.round(((event.clientY - box.top) / box.height) * 2000) / 10
    onMark?.({ side, x, y, part: partName(shape, side), note: '' })
  }
  return (
    <figure>
      <svg viewBox="0 0 100 200" role="img" aria-label={t(`body.${side}`)} data-live={onMark ? true : undefined}>
        {bodyShapes.map((shape, index) => (
          <path key={index} className="mz-body-part" d={shape.d} onClick={onMark && ((event) => click(event, shape))}><title>{t(`body.part.${partName(shape, side)}`)}</title></path>
        ))}
        {marks.map((mark, index) => mark.side === side && <g key={index} className="mz-body-mark"><circle cx={mark.x} cy={mark.y} r={4} /><text x={mark.x} y={mark.y}>{number(index + 1)}</text></g>)}
      </svg>
      <figcaption className="mz-dim">{t(`body.${side}`)}</figcaption>
    </figure>
  )
}

/** The same without a pointer: choose the part, and a mark is put in its middle. */
function PartChooser({ onMark }: { onMark: (mark: InjuryMark) => void }) {
  const { t } = useWords()
  const [chosen, setChosen] = useState('')
  const choices = sides.flatMap((side) => bodyShapes.map((shape) => ({ side, shape, key: `${side}:${partName(shape, side)}` })))
  const data = choices.map(({ side, shape, key }) => ({ value: key, label: `${t(`body.part.${partName(shape, side)}`)} (${t(`body.${side}`)})` }))
  const put = () => {
    const found = choices.find((choice) => choice.key === chosen)
    if (found === undefined) return
    onMark({ side: found.side, ...middleOf(found.shape), part: partName(found.shape, found.side), note: '' })
    setChosen('')
  }
  return (
    <Group gap="xs" align="end" mb="sm" className="mz-no-print">
      <NativeSelect label={t('body.part')} data={[{ value: '', label: t('form.choose') }, ...data]} value={chosen} onChange={(event) => setChosen(event.currentTarget.value)} />
      <Button variant="default" leftSection={<IconPlus size={16} />} disabled={chosen === ''} onClick={put}>{t('button.add')}</Button>
    </Group>
  )
}
