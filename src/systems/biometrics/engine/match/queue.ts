/** Numbers waiting, the one of the greatest weight first. A binary heap over flat arrays. */
export interface Queue { readonly push: (item: number, weight: number) => void; readonly pop: () => number }

/** `pop` gives -1 when nothing waits. At most `capacity` may wait at once. */
export function makeQueue(capacity: number): Queue {
  const items = new Int32Array(capacity), weights = new Float32Array(capacity)
  let size = 0
  const set = (at: number, item: number, weight: number) => { items[at] = item; weights[at] = weight }
  return {
    push(item, weight) {
      let at = size++
      while (at > 0) {
        const up = (at - 1) >> 1
        if (weights[up]! >= weight) break
        set(at, items[up]!, weights[up]!)
        at = up
      }
      set(at, item, weight)
    },
    pop() {
      if (size === 0) return -1
      const top = items[0]!, item = items[--size]!, weight = weights[size]!
      let at = 0
      for (;;) {
        let down = 2 * at + 1
        if (down >= size) break
        if (down + 1 < size && weights[down + 1]! > weights[down]!) down++
        if (weights[down]! <= weight) break
        set(at, items[down]!, weights[down]!)
        at = down
      }
      set(at, item, weight)
      return top
    },
  }
}
