import type { ComponentType } from 'react'
import type { Text } from '#kernel/words/text.ts'

/** What a system shows of its own on a person's page: their custodies, cases, sentences. */
export interface PersonSlot {
  readonly name: string
  readonly title: Text
  /** The permission without which it is not shown. */
  readonly may: string
  readonly order?: number
  /** Gets every id the person was recorded under; the module has the component as its default export. */
  readonly lazy: () => Promise<{ default: ComponentType<{ personIds: readonly string[] }> }>
}

const slots = new Map<string, PersonSlot>()

/** Adds a system's part to the page of a person. Call it in the system's `web/routes.tsx`. */
export function addPersonSlot(slot: PersonSlot): void {
  slots.set(slot.name, slot)
}

/** All parts, in order. */
export function listPersonSlots(): PersonSlot[] {
  return [...slots.values()].toSorted((a, b) => (a.order ?? 100) - (b.order ?? 100))
}
