import { Button, Group, Input, Progress } from '@mantine/core'
import { IconFile, IconTrash, IconUpload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { DragEvent } from 'react'
import type { FieldProps } from './field.ts'
import type { FilePurpose } from './upload.ts'
import { problemText } from './problem-text.ts'
import type { Problem } from './problem.ts'
import { upload } from './upload.ts'
import { useWords } from './words.tsx'
import './FileField.css'

export interface FileFieldProps extends FieldProps<string> {
  /** The record the file belongs to. */
  readonly recordId: string
  readonly purpose: FilePurpose
  /** As in `<input accept>`. */
  readonly accept?: string
  readonly onUploaded?: (document: { readonly id: string; readonly name: string }) => void
}

/** Takes a file by choosing or dropping, sends it at once with progress, and keeps the document's id. */
export function FileField(props: FileFieldProps) {
  const { name, label, hint, error, required = false, disabled = false, value, onChange, recordId, purpose, accept, onUploaded } = props
  const words = useWords()
  const { t } = words
  const input = useRef<HTMLInputElement>(null)
  const [progress, setProgress] = useState<number>()
  const [fileName, setFileName] = useState<string>()
  const [problem, setProblem] = useState<Problem>()
  const send = async (file: File | undefined) => {
    if (file === undefined) return
    setProblem(undefined)
    setFileName(file.name)
    setProgress(0)
    const answer = await upload(file, { recordId, purpose }, setProgress)
    setProgress(undefined)
    if ('problem' in answer) setProblem(answer.problem)
    else {
      onChange(answer.id)
      onUploaded?.({ id: answer.id, name: file.name })
    }
  }
  const drop = (event: DragEvent) => { event.preventDefault(); if (!disabled) void send(event.dataTransfer.files[0]) }
  const text = problem && problemText(problem, words)
  return (
    <Input.Wrapper label={label} description={hint} required={required} error={text ? `${text.title}${text.remedy ? ` ${text.remedy}` : ''}` : error} labelElement="div" data-field={name}>
      <div className="mz-file" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <input ref={input} type="file" hidden accept={accept} aria-label={label} disabled={disabled} onChange={(event) => { void send(event.currentTarget.files?.[0]); event.currentTarget.value = '' }} />
        {progress !== undefined
          ? <div style={{ flex: 1 }} role="status"><Progress value={progress} aria-label={label} /><small>{t('file.uploading', { percent: progress })}</small></div>
          : value
            ? <Group gap="xs"><IconFile size={18} aria-hidden="true" /><bdi>{fileName ?? t('file.done')}</bdi><Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconTrash size={14} />} disabled={disabled} onClick={() => { onChange(undefined); setFileName(undefined) }}>{t('button.remove')}</Button></Group>
            : <Button variant="default" leftSection={<IconUpload size={18} />} disabled={disabled} onClick={() => input.current?.click()}>{t('file.choose')}</Button>}
      </div>
    </Input.Wrapper>
  )
}
