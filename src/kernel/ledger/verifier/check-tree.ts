/** Puts the chunks together: the whole tree against every signed checkpoint, and the tiles above the leaves. */
import type pg from 'pg'
import { hashAt } from '../merkle.ts'
import type { LeafResult } from './check-leaves.ts'
import type { Problem } from './problem.ts'
import { joinRoots, upperTiles } from './summary.ts'
import type { Summary } from './summary.ts'

/** The problems of the tree, from all chunks in order. */
export async function checkTree(client: pg.ClientBase, chunks: readonly LeafResult[]): Promise<Problem[]> {
  const asStored = chunks.map((chunk) => chunk.summary)
  const undecided = chunks.flatMap((chunk) => chunk.undecided)
  let summaries = asStored
  let mismatches = rootMismatches(chunks, asStored)
  const settled: Problem[] = []
  if (undecided.length > 0) {
    const asTiled = chunks.map((chunk) => chunk.alternative ?? chunk.summary)
    const tiledMismatches = rootMismatches(chunks, asTiled)
    if (mismatches.length === 0) settled.push(...undecided.map((problem) => ({ ...problem, kind: 'tile-altered' as const, tile: `0/${Math.floor(problem.index! / 256)}` })))
    else if (tiledMismatches.length === 0) {
      // What was signed is what the tiles hold: the entry was changed together with its leaf.
      settled.push(...undecided.map((problem) => ({ ...problem, kind: 'entry-altered' as const })))
      summaries = asTiled
      mismatches = []
    } else settled.push(...undecided)
  }
  return [...settled, ...mismatches, ...(await tileProblems(client, summaries))]
}

function rootMismatches(chunks: readonly LeafResult[], summaries: readonly Summary[]): Problem[] {
  const roots = joinRoots(summaries)
  const checkpoints = chunks.flatMap((chunk) => chunk.checkpoints)
  const problems: Problem[] = []
  let lastGood = 0
  for (const [i, { treeSize, root }] of checkpoints.entries()) {
    if (root === null) continue
    // The first leaf that differs lies between the last tree that agreed and this one.
    if (!root.equals(roots[i]!)) problems.push({ kind: 'root-mismatch', treeSize, index: lastGood })
    else lastGood = treeSize
  }
  return problems.slice(0, 1)
}

async function tileProblems(client: pg.ClientBase, summaries: readonly Summary[]): Promise<Problem[]> {
  const stored = await client.query<{ level: number; index: string; data: Buffer }>('select level, index, data from kernel.tile where level > 0')
  const byPlace = new Map(stored.rows.map((tile) => [`${tile.level}/${Number(tile.index)}`, tile.data]))
  return upperTiles(summaries).flatMap(({ level, index, hashes }): Problem[] => {
    const data = byPlace.get(`${level}/${index}`)
    if (data?.equals(hashes) === true) return []
    const differs = data === undefined ? 0 : Array.from({ length: hashes.length / 32 }, (_, i) => i).find((i) => !hashAt(hashes, i).equals(hashAt(data, i)))
    return [{ kind: 'tile-altered', tile: `${level}/${index}`, index: (index * 256 + (differs ?? 0)) * 256 ** level }]
  })
}
