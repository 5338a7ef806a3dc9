/** What a person's hands do at a screen. Fields are found by their name in the contract, so that a journey runs in every language. */
import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'

/** The field of a form by its path: 'step.whom'. */
export function field(page: Page | Locator, name: string): Locator {
  return page.locator(`[data-field="${name}"]`)
}

/** The box that is typed into. */
export function box(page: Page | Locator, name: string): Locator {
  return field(page, name).locator('input:not([type="hidden"]), textarea').first()
}

/** Types into fields; those that stay empty are left out. */
export async function fill(page: Page | Locator, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await box(page, name).fill(value)
}

/** Chooses in a native list. */
export async function select(page: Page | Locator, name: string, value: string): Promise<void> {
  await field(page, name).locator('select').selectOption(value)
}

/** What a box that finds has found. */
export function found(page: Page): Locator {
  return page.locator('[role="option"]:visible')
}

/** Types into a box that finds, and takes what has this text. */
export async function pick(page: Page, name: string, text: string): Promise<void> {
  await box(page, name).click()
  await box(page, name).pressSequentially(text)
  await found(page).filter({ hasText: text }).first().click()
}

/** Presses the button of this name. */
export async function press(page: Page | Locator, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}

/** Sets a date box to a day and hour of Baghdad, digit by digit as one types it: '2026-12-03 09:30'. */
export async function setDate(page: Page, name: string, text: string): Promise<void> {
  const [, year, month, day, hour, minute] = /^(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d))?$/.exec(text)!
  const parts: Record<string, string | undefined> = { year, month, day, hour, minute }
  const segments = field(page, name).locator('[data-type]')
  await segments.first().waitFor()
  for (const segment of await segments.all()) {
    const digits = parts[(await segment.getAttribute('data-type')) ?? '']
    if (digits === undefined) continue
    await segment.focus()
    await page.keyboard.type(digits)
  }
}

/** Presses Tab until the focus is in the field of this name (or on an element that fits the selector); fails when it never comes there. */
export async function tabTo(page: Page, name: string, most = 60): Promise<void> {
  const selector = name.includes('[') ? name : `[data-field="${name}"]`
  for (let n = 0; n < most; n++) {
    if (await page.evaluate((s) => document.activeElement?.closest(s) !== null && document.activeElement !== document.body, selector)) return
    await page.keyboard.press('Tab')
  }
  expect.fail(`${most} times Tab, and the focus never came to ${selector}`)
}

/** Goes to a field with Tab and types. */
export async function typeInto(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    await tabTo(page, name)
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type(value)
  }
}

/** From here on every touch of a mouse or finger is counted. @returns how many there were */
export async function countTouches(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const world = globalThis as unknown as { touches: number }
    world.touches = 0
    for (const kind of ['pointerdown', 'mousedown', 'touchstart']) addEventListener(kind, () => { world.touches++ }, true)
  })
  return () => page.evaluate(() => (globalThis as unknown as { touches: number }).touches)
}
