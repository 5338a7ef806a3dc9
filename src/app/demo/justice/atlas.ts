/** The country as its past needs it: which office is where, who holds which post, which office the platform would turn to. */
import type { Role } from '#kernel/access/roles.ts'
import type { WorkCalendar } from '#kernel/clock/calendar.ts'
import { appealDistrictOf } from '#kernel/offices/reference/appeal-districts.ts'
import { governorates } from '#kernel/offices/reference/governorates.ts'
import { shares } from '../names.ts'
import type { DemoOffice, OfficeKind } from '../offices.ts'
import type { DemoPost } from '../posts.ts'

/** Whoever acts: the holder of a post. */
export interface Officer { readonly accountId: string; readonly postId: string; readonly officeId: string; readonly name: string; readonly role: Role }

/** A station and the court that investigates with it. */
export interface Station { readonly office: DemoOffice; readonly court: DemoOffice; readonly appeal: string; readonly weight: number }

export interface Atlas {
  readonly stations: readonly Station[]
  /** The office with this key of the demonstration. @throws Error when there is none */
  byKey(key: string): DemoOffice
  /** @throws Error when there is none */
  byId(id: string): DemoOffice
  /** What findReceiver of the kernel answers. */
  receiver(officeId: string, kind: string): string | null
  /** Who holds the posts of a role in an office. */
  holders(officeId: string, role: Role): readonly Officer[]
  calendarOf(officeId: string): WorkCalendar
  ofKind(kind: OfficeKind): readonly DemoOffice[]
}

/** Puts the offices and posts in order. */
export function makeAtlas(offices: readonly DemoOffice[], posts: readonly DemoPost[]): Atlas {
  const ids = new Map(offices.map((office) => [office.id, office]))
  const keys = new Map(offices.map((office) => [office.key, office]))
  const kinds = Map.groupBy(offices, (office) => office.kind)
  const held = new Map<string, Officer[]>()
  for (const { id, officeId, role, holder } of posts) {
    const key = `${officeId}/${role}`
    held.set(key, [...(held.get(key) ?? []), { accountId: holder.accountId, postId: id, officeId, name: holder.fullNameAr, role }])
  }
  const get = <K>(map: ReadonlyMap<K, DemoOffice>, key: K) => {
    const found = map.get(key)
    if (!found) throw new Error(`the demonstration has no office ${String(key)}`)
    return found
  }
  const nearest = new Map<string, string | null>()
  return {
    stations: stationsOf(kinds),
    byKey: (key) => get(keys, key),
    byId: (id) => get(ids, id),
    receiver(officeId, kind) {
      const place = `${officeId}/${kind}`
      if (!nearest.has(place)) nearest.set(place, findNearest(get(ids, officeId), kinds.get(kind as OfficeKind) ?? []))
      return nearest.get(place) ?? null
    },
    holders: (officeId, role) => held.get(`${officeId}/${role}`) ?? [],
    calendarOf(officeId) {
      const { jurisdiction, governorate } = get(ids, officeId)
      return { jurisdiction, entered: [], ...(governorate === null ? {} : { governorate }) }
    },
    ofKind: (kind) => kinds.get(kind) ?? [],
  }
}

/** As the kernel's findReceiver: of the governorate, else of the jurisdiction, else of the nation; of several the one made first. */
function findNearest(here: DemoOffice, list: readonly DemoOffice[]): string | null {
  const rank = (o: DemoOffice) => Number(o.governorate === here.governorate) * 4 + Number(o.jurisdiction === here.jurisdiction) * 2 + Number(o.governorate === null)
  return list.filter((o) => o.id !== here.id).sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1))[0]?.id ?? null
}

/** As the cases' findInvestigationCourt: of the district, then of the governorate, of several the one that bears the station's name. */
function courtOf(station: DemoOffice, courts: readonly DemoOffice[]): DemoOffice {
  const words = new Set(station.name.ar.split(' '))
  const rank = (o: DemoOffice) => [
    Number(o.district !== null && o.district === station.district), Number(o.governorate === station.governorate), Number(o.jurisdiction === station.jurisdiction),
    o.name.ar.split(' ').filter((word) => word.length > 3 && words.has(word)).length,
  ]
  return courts.map((office) => ({ office, rank: rank(office) })).sort((a, b) => {
    const i = a.rank.findIndex((n, at) => n !== b.rank[at])
    return i < 0 ? a.office.name.ar.localeCompare(b.office.name.ar) : b.rank[i]! - a.rank[i]!
  })[0]!.office
}

/** The easy log-ins sit in Karrada: their station and court have more to do than others. */
const busy: Record<string, number> = { 'station/iq-bg-karrada': 9, 'station/iq-ar-ankawa': 6 }

function stationsOf(kinds: ReadonlyMap<OfficeKind, readonly DemoOffice[]>): Station[] {
  const courts = kinds.get('investigation-court') ?? []
  const all = kinds.get('police-station') ?? []
  const count = Map.groupBy(all, (office) => office.governorate)
  return governorates.flatMap(({ code }) => {
    const share = shares.find(({ governorate }) => governorate === code)?.weight ?? 1
    return (count.get(code) ?? []).map((office): Station => ({
      office, court: courtOf(office, courts), appeal: appealDistrictOf(code, office.district ?? undefined).code, weight: (share / count.get(code)!.length) * (busy[office.key] ?? 1),
    }))
  }).sort((a, b) => Number(b.appeal === 'rusafa') - Number(a.appeal === 'rusafa') || (a.appeal < b.appeal ? -1 : a.appeal > b.appeal ? 1 : a.court.key < b.court.key ? -1 : a.court.key > b.court.key ? 1 : 0))
}
