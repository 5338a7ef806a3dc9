// How fast a station catches up after a day offline: its acts carried and taken at the nation's node and the nation's hand-overs taken at the
// station, beside the same parcels merely replicated, and beside what a station does in a day.
process.env['MIZAN_NODE_LISTEN'] = '127.0.0.1'
const { act } = await import('#kernel/act/act.ts')
const { systemCtx } = await import('#kernel/act/context.ts')
const { takeAll } = await import('#kernel/nodes/carrier.ts')
const { connectNeighbour, inviteNeighbour, lineStates } = await import('#kernel/nodes/line.ts')
const { addNode, createTree, joinTree, onServer } = await import('#kernel/nodes/nodes.ts')
const { offer } = await import('#kernel/handover/handover.ts')
const { makeCountry, tokenOf } = await import('#test/support/country.ts')
const { findSession } = await import('#kernel/access/sessions.ts')
const { insertItem } = await import('#systems/_example/store.ts')
const { freshDatabase, machine, table } = await import('./support.ts')
const { registerPolicy } = await import('#kernel/access/policy.ts')
const { kernelPolicy } = await import('#kernel/kernel.ts')
const { example } = await import('#systems/_example/system.ts')

const acts = Number(process.env['BENCH_ACTS'] ?? 4000)
/** A busy station: an act each 20 seconds around the clock. */
const actsInADay = 4320

registerPolicy([...kernelPolicy, ...example.policy])
const nation = await freshDatabase()
const station = await freshDatabase()
try {
  const country = await makeCountry(nation.db)
  const named = (en: string) => ({ ar: en, ckb: en, en })
  await createTree(nation.db, { id: 'nation', name: named('Nation'), officeId: country.offices.ministry })
  await addNode(nation.db, { id: 'karrada', parentId: 'nation', name: named('Karrada'), officeIds: [country.offices.station] })
  await joinTree(station.db, { id: 'karrada', parentId: 'nation' })
  const portOf = (url: string) => Number(new URL(url).port)
  await connectNeighbour(station.db, 'nation', await inviteNeighbour(nation.db, 'karrada', { host: '127.0.0.1', port: portOf(nation.db.urls.superuser) }))
  await connectNeighbour(nation.db, 'karrada', await inviteNeighbour(station.db, 'nation', { host: '127.0.0.1', port: portOf(station.db.urls.superuser) }))
  await caughtUp(true)
  for (const [db, name] of [[nation.db, 'karrada'], [station.db, 'nation']] as const) await onServer(db.urls, (client) => client.query(`alter subscription from_${name} disable`))

  const items: string[] = []
  const session = await findSession(station.db, await tokenOf(station.db, country, 'stationOfficer', new Date()), new Date())
  const alone = await timed(() => inParallel(acts, async (i) => {
    await act({ ...systemCtx(station.db), system: undefined, session }, { verb: '_example.register', subject: { kind: 'found-item', create: { label: `Purse ${i}`, series: 'found-item' } } }, async (tx) => {
      await insertItem(tx, { description: `A purse with papers, number ${i}`, place: 'Karrada', foundAt: new Date() })
      items.push(tx.record.id)
    })
  }))
  const nationSession = await findSession(nation.db, await tokenOf(nation.db, country, 'otherStationOfficer', new Date()), new Date())
  const offers = Math.floor(acts / 4)
  await inParallel(offers, async (i) => {
    const ctx = { ...systemCtx(nation.db), system: undefined, session: nationSession }
    const id = await act(ctx, { verb: '_example.register', subject: { kind: 'found-item', create: { label: `Case ${i}`, series: 'found-item' } } }, async (tx) => {
      await insertItem(tx, { description: `A case with a lock, number ${i}`, place: 'Mansour', foundAt: new Date() })
      return tx.record.id
    })
    await act(ctx, { verb: 'handover.offer', subject: { kind: 'found-item', id } }, (tx) => offer(tx, { toOffice: country.offices.station }))
  })

  const bytes = (await onServer(station.db.urls, (client) => client.query<{ bytes: number }>('select sum(pg_column_size(content))::float8 / count(*) as bytes from kernel.parcel'))).rows[0]!.bytes
  for (const [db, name] of [[nation.db, 'karrada'], [station.db, 'nation']] as const) await onServer(db.urls, (client) => client.query(`alter subscription from_${name} enable`))
  const carried = await timed(() => caughtUp(false))
  const takenUp = await timed(() => takeAll(nation.db))
  const takenDown = await timed(() => takeAll(station.db))
  const both = carried + takenUp
  process.stdout.write(`${table(`A station that was offline (${machine()})`, ['figure', 'acts', 'seconds', 'acts a second', 'of the act itself'], [
    ['done alone at the station', acts, alone, acts / alone, '1.00'],
    ['carried by replication, both ways (the parcels alone)', acts + 2 * offers, carried, (acts + 2 * offers) / carried, ''],
    ['taken at the nation', acts, takenUp, acts / takenUp, `${((acts / takenUp) / (acts / alone)).toFixed(2)}`],
    ['taken at the station: hand-overs whole', offers, takenDown, offers / takenDown, ''],
  ])}
A parcel is ${Math.round(bytes)} bytes on average. A busy day (${actsInADay} acts) is caught up in ${(actsInADay * (both / acts)).toFixed(0)} s, a week in ${(7 * actsInADay * (both / acts) / 60).toFixed(1)} min.\n`)
} finally {
  await station.close()
  await nation.close()
}

/** Until PostgreSQL has brought everything over; `take` also takes it. */
async function caughtUp(take: boolean): Promise<void> {
  for (;;) {
    if (take) { await takeAll(nation.db); await takeAll(station.db) }
    const lines = [...(await lineStates(nation.db)), ...(await lineStates(station.db))]
    if (lines.length === 2 && lines.every((line) => line.synced && line.waiting.parcels === 0 && (!take || line.arrived === 0))) return
    await new Promise((resolve) => { setTimeout(resolve, 50) })
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

async function inParallel(count: number, work: (i: number) => Promise<void>): Promise<void> {
  let next = 0
  await Promise.all(Array.from({ length: 4 }, async () => { while (next < count) await work(next++) }))
}
