import { Notifications } from '@mantine/notifications'
import '@mantine/core/styles/Notification.css'
import '@mantine/notifications/styles.css'
import { useWords } from './words.tsx'

/** Where short messages appear and are read out. Page code calls `notifications.show` of '@mantine/notifications'. */
export function Toasts() {
  const { t } = useWords()
  return <Notifications position="bottom-center" autoClose={5000} limit={3} containerWidth={420} role="status" aria-label={t('app.name')} />
}
