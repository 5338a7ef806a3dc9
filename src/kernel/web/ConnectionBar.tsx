import { useEffect, useState, useSyncExternalStore } from 'react'
import { connection, noteContact, watchConnection } from './api.ts'
import { useWords } from './words.tsx'

function isOnline(): boolean {
  return connection().online
}

/** Says when the server can't be reached, and since when the screen is old. Nothing is shown while all is well. */
export function ConnectionBar() {
  const { t, duration } = useWords()
  const online = useSyncExternalStore(watchConnection, isOnline)
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const tick = () => setNow(Date.now())
    const lost = () => { noteContact(false); tick() }
    const back = () => noteContact(true)
    window.addEventListener('offline', lost)
    window.addEventListener('online', back)
    const timer = setInterval(tick, 30_000)
    return () => { window.removeEventListener('offline', lost); window.removeEventListener('online', back); clearInterval(timer) }
  }, [])
  return (
    <div role="status" className="mz-no-print">
      {!online && <div className="mz-offline">{t('shell.offline')} · {t('shell.late', { since: duration(Math.max(0, now - connection().lastContact)) })}</div>}
    </div>
  )
}
