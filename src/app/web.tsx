import '#kernel/web/trusted.ts'
import '#kernel/web/fonts.css'
import '#kernel/web/mantine.css'
import '#kernel/web/shell.css'
import '#kernel/web/print.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Shell } from '#kernel/web/Shell.tsx'
import { systems } from './systems.web.ts'

createRoot(document.getElementById('root')!).render(<StrictMode><Shell systems={systems} /></StrictMode>)
