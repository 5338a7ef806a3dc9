// Many shards at once. Their answers are only worth something together with the knowledge of who gave one.
import type { Prepared } from '../match/prepare.ts'
import type { Hit, SearchOptions, ShardResult } from './shard.ts'

/** Anything that can be searched: a shard of this process, or one reached over the network. */
export interface Searchable { readonly name: string; readonly search: (probe: Prepared, options?: SearchOptions) => Promise<ShardResult> }

export interface ClusterResult {
  readonly hits: readonly Hit[]
  readonly answered: readonly { readonly shard: string; readonly size: number; readonly looked: number }[]
  /** Shards without an answer, and why. */
  readonly missing: readonly { readonly shard: string; readonly reason: string }[]
  /** Only true when every shard answered: an empty list of hits means "not enrolled" in that case alone. */
  readonly complete: boolean
}

/** Asks all shards; one that fails or is late (milliseconds) is reported missing, never passed over. */
export async function searchShards(shards: readonly Searchable[], probe: Prepared, options: SearchOptions = {}, patience = 30_000): Promise<ClusterResult> {
  const results = await Promise.allSettled(shards.map((shard) => withPatience(shard.search(probe, options), patience)))
  const answered: ShardResult[] = [], missing: { shard: string; reason: string }[] = []
  for (const [i, result] of results.entries()) {
    if (result.status === 'fulfilled') answered.push(result.value)
    else missing.push({ shard: shards[i]!.name, reason: result.reason instanceof Error ? result.reason.message : String(result.reason) })
  }
  const hits = answered.flatMap((one) => one.hits).sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, options.top ?? 5)
  return { hits, answered: answered.map(({ shard, size, looked }) => ({ shard, size, looked })), missing, complete: missing.length === 0 && shards.length > 0 }
}

async function withPatience<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  try {
    return await Promise.race([work, new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds) })])
  } finally {
    clearTimeout(timer)
  }
}
