/** Lives go on side by side in the order of time, so that every series of numbers is given in that order too. */
import type { Living } from './life.ts'

interface Waiting { readonly at: number; readonly order: number; readonly life: Living }

export interface Schedule {
  /** Begins a life at a moment. */
  begin(at: Date, life: Living): void
  /** Lives on until the present, letting other work go on meanwhile; whatever would come later stays undone. */
  run(until: Date): Promise<void>
}

/** Steps between two breaths. */
const steps = 150

/** Lets what waits on the database go on. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => { setImmediate(resolve) })
}

/** A queue of lives, the one that goes on first at its head. */
export function makeSchedule(): Schedule {
  const heap: Waiting[] = []
  let order = 0
  const before = (a: Waiting, b: Waiting) => a.at < b.at || (a.at === b.at && a.order < b.order)
  const push = (one: Waiting) => {
    heap.push(one)
    for (let i = heap.length - 1; i > 0;) {
      const parent = (i - 1) >> 1
      if (!before(heap[i]!, heap[parent]!)) break
      ;[heap[i], heap[parent]] = [heap[parent]!, heap[i]!]
      i = parent
    }
  }
  const pop = (): Waiting | undefined => {
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first
    heap[0] = last
    for (let i = 0; ;) {
      const [left, right] = [2 * i + 1, 2 * i + 2]
      let least = i
      if (left < heap.length && before(heap[left]!, heap[least]!)) least = left
      if (right < heap.length && before(heap[right]!, heap[least]!)) least = right
      if (least === i) return first
      ;[heap[i], heap[least]] = [heap[least]!, heap[i]!]
      i = least
    }
  }
  return {
    begin: (at, life) => { push({ at: at.getTime(), order: order++, life }) },
    async run(until) {
      for (let next = pop(), n = 0; next; next = pop(), n++) {
        if (next.at > until.getTime()) continue
        if (n % steps === 0) await breathe()
        const { done, value } = next.life.next()
        if (!done) push({ at: value.getTime(), order: order++, life: next.life })
      }
    },
  }
}
