import { act, read } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { galleryState, listSearches, readSearch, repeatSearch, searchFigures } from '../../contract/search.ts'
import { openGallery } from '../../gallery/gallery.ts'
import { wakeRunner } from '../../running.ts'
import { viewSearchPage, viewSearchRow } from '../../search-view.ts'
import { figuresOf, listSearchRows, lockSearch, updateSearch } from '../../store/searches.ts'

export const reading: readonly Handler[] = [
  handle(listSearches, ({ cursor, limit, whose, ...filter }, ctx) => read(ctx, async (r) => {
    const session = ctx.session!
    const by = whose === 'mine' ? { askedBy: session.accountId } : whose === 'office' ? { officeId: session.officeId } : whose === 'people' ? { automatic: false } : {}
    const rows = await listSearchRows(r, { ...filter, ...by }, limit + 1, cursor)
    return { rows: rows.slice(0, limit).map(viewSearchRow), next: rows.length > limit ? rows[limit - 1]!.id : null }
  })),
  handle(readSearch, ({ id }, ctx) => read(ctx, async (r) => {
    const [row] = await listSearchRows(r, { id }, 1)
    return viewSearchPage(r, row ?? refuse('kernel.record-unknown', { status: 404 }))
  })),
  handle(repeatSearch, async (input, ctx) => {
    const done = await act(ctx, { verb: 'biometrics.repeat-search', subject: { kind: 'fingerprint-search', id: input.id }, by: 'authority', expectedVersion: input.version, input }, async (tx) => {
      const row = await lockSearch(tx, input.id)
      if (row.complete !== false) refuse('biometrics.search-was-complete', { status: 409 })
      await updateSearch(tx, row.id, { state: 'waiting', decided_at: null, outcome: row.outcome === 'incomplete' ? null : row.outcome })
      return { id: row.id }
    })
    wakeRunner(ctx.db)
    return done
  }),
  handle(searchFigures, ({ from, to }, ctx) => read(ctx, async (r) => ({
    rows: (await figuresOf(r, from, to)).map(({ officeId, ar, ckb, en, ...row }) => ({ ...row, office: { id: officeId, ar, ckb, en } })),
  }))),
  handle(galleryState, async (_, ctx) => {
    const { complete, uncovered, shards } = await openGallery(ctx.db).state()
    return { complete, uncovered: [...uncovered], shards: shards.map((one) => ({ ...one, partitions: [...one.partitions] })) }
  }),
]
