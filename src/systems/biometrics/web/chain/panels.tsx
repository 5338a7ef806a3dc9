/** What prints add to the pages of custody and prisons. */
import { registerWords } from '#kernel/web/words.tsx'
import { words } from '../../words.ts'

registerWords(words)

export { BookedPanel, PrintsPanel } from './PrintsPanel.tsx'
export { ReceptionPanel, ReleasePanel } from './CheckPanel.tsx'
export { CountPanel, RollSheetPanel } from './CountPanels.tsx'
export { SendPanel } from './SendPanel.tsx'
