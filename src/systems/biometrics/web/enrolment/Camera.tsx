import { Alert, Button, Group } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '#kernel/web/words.tsx'

const mostSide = 1600

/** A picture as JPEG, upright and no larger than needed: drawn anew, so nothing that the camera wrote beside it goes along. */
async function drawn(source: CanvasImageSource, width: number, height: number): Promise<Blob | null> {
  const scale = Math.min(1, mostSide / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => { canvas.toBlob(resolve, 'image/jpeg', 0.9) })
}

/** A chosen file drawn anew; the file itself where this browser cannot read it (the server says why). */
export async function drawnFile(file: File): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    return (await drawn(picture, picture.width, picture.height)) ?? file
  } catch {
    return file
  }
}

/** The machine's own camera. Closed as soon as this leaves the screen. */
export function Camera({ onPicture, onClose, busy }: { onPicture: (picture: Blob) => void; onClose: () => void; busy: boolean }) {
  const { t } = useWords()
  const video = useRef<HTMLVideoElement>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let stream: MediaStream | undefined
    let gone = false
    const open = async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { width: { ideal: 1920 }, height: { ideal: 1080 } } })
        if (gone) stream.getTracks().forEach((track) => { track.stop() })
        else if (video.current) video.current.srcObject = stream
      } catch {
        setFailed(true)
      }
    }
    void open()
    return () => { gone = true; stream?.getTracks().forEach((track) => { track.stop() }) }
  }, [])
  const take = async () => {
    const from = video.current
    const picture = from && from.videoWidth > 0 ? await drawn(from, from.videoWidth, from.videoHeight) : null
    if (picture) onPicture(picture)
  }
  if (failed) return <Alert variant="light" color="gray">{t('biometrics.camera.none')}</Alert>
  return (
    <div>
      <video ref={video} className="bi-video" autoPlay playsInline muted aria-label={t('biometrics.camera')} />
      <Group gap="sm"><Button loading={busy} onClick={() => { void take() }}>{t('biometrics.camera.take')}</Button><Button variant="default" onClick={onClose}>{t('biometrics.camera.stop')}</Button></Group>
    </div>
  )
}
