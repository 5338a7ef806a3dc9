import { createTheme } from '@mantine/core'
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core'

/** The one accent: a deep teal that keeps 4.5:1 against white (shade 7) and against the dark ground (shade 4). */
const accent: MantineColorsTuple = ['#e8f6f5', '#d3ebe9', '#a5d6d2', '#74c0ba', '#4caea6', '#33a39a', '#1f8f87', '#0b6e68', '#075a55', '#034744']
/** The law's alarms, and nothing else. */
const alarm: MantineColorsTuple = ['#fdecec', '#f8d5d5', '#efa9a9', '#e67a7a', '#df5252', '#d83a3a', '#c92a2a', '#b02020', '#931818', '#760f0f']
/** A period that is running out, and nothing else. */
const warning: MantineColorsTuple = ['#fff6e0', '#ffeac2', '#fbd488', '#f6bc49', '#efa81d', '#dd9405', '#b87500', '#8f5900', '#734700', '#583600']
/** Slate greys with a trace of the accent. */
const dark: MantineColorsTuple = ['#d5dbdd', '#b3bdc1', '#98a4a9', '#6b7a80', '#435156', '#2f3b40', '#222c30', '#192125', '#12191c', '#0c1113']

export const theme = createTheme({
  fontFamily: '"IBM Plex Sans Arabic", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace',
  headings: { fontFamily: '"IBM Plex Sans Arabic", system-ui, sans-serif', fontWeight: '600', sizes: { h1: { fontSize: '1.5rem', lineHeight: '1.4' }, h2: { fontSize: '1.2rem', lineHeight: '1.4' }, h3: { fontSize: '1.05rem', lineHeight: '1.4' } } },
  colors: { accent, alarm, warning, dark },
  primaryColor: 'accent',
  primaryShade: 7,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  autoContrast: true,
  luminanceThreshold: 0.35,
  components: {
    // The placeholder that Mantine focuses first is no menu item, and a portal lies outside the landmarks: axe minds both.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, withinPortal: false } },
    Button: { defaultProps: { size: 'sm' } },
    Combobox: { defaultProps: { withinPortal: false } },
    Select: { defaultProps: { comboboxProps: { withinPortal: false } } },
    MultiSelect: { defaultProps: { comboboxProps: { withinPortal: false } } },
    // A dialog's head is no banner of the page.
    Modal: { defaultProps: { centered: true, attributes: { header: { role: 'presentation' } }, transitionProps: { duration: 100 } } },
    Tooltip: { defaultProps: { withinPortal: false, withArrow: true, openDelay: 300, events: { hover: true, focus: true, touch: true } } },
  },
})

/** Text colours that pass 4.5:1 in both schemes, for the components' own style sheets. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: { '--mz-row': '2.625rem' },
  light: {
    '--mantine-color-dimmed': '#56646a',
    '--mantine-color-error': '#b02020',
    '--mantine-color-placeholder': '#5d6b71',
    '--mz-ground': '#f4f6f6', '--mz-card': '#ffffff', '--mz-line': '#d5dbdc', '--mz-line-strong': '#8b979c', '--mz-ink': '#10191c',
    '--mz-accent-ink': '#0b6e68', '--mz-accent-soft': '#e3f1f0',
    '--mz-alarm-ink': '#b02020', '--mz-alarm-soft': '#fdecec', '--mz-alarm-solid': '#c92a2a',
    '--mz-warn-ink': '#7a4c00', '--mz-warn-soft': '#fff3d6', '--mz-warn-solid': '#efa81d',
    '--mz-cover-a': '#8fc7c2', '--mz-cover-b': '#b5dcd8', '--mz-shade': '58%',
  },
  dark: {
    '--mantine-color-body': '#12191c',
    '--mantine-color-dimmed': '#a3afb4',
    '--mantine-color-error': '#ff9d9d',
    '--mantine-color-placeholder': '#8d9aa0',
    '--mz-ground': '#12191c', '--mz-card': '#192125', '--mz-line': '#2f3b40', '--mz-line-strong': '#6b7a80', '--mz-ink': '#e6ecee',
    '--mz-accent-ink': '#74c0ba', '--mz-accent-soft': '#12302f',
    '--mz-alarm-ink': '#ff9d9d', '--mz-alarm-soft': '#3b1a1c', '--mz-alarm-solid': '#df5252',
    '--mz-warn-ink': '#f6c662', '--mz-warn-soft': '#35290f', '--mz-warn-solid': '#dd9405',
    '--mz-cover-a': '#17534f', '--mz-cover-b': '#226f6a', '--mz-shade': '38%',
  },
})
