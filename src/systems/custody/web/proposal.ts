import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call } from '#kernel/web/api.ts'
import type { InputOf, OutputOf } from '#kernel/web/endpoint-types.ts'
import { newKey } from '#kernel/web/key.ts'
import { proposeOrder } from '../contract/orders.ts'

export type Proposal = OutputOf<typeof proposeOrder>

/** What the law says about an order as it is being filled in, asked again as one types. */
export function useProposal(given: InputOf<typeof proposeOrder>): Proposal | undefined {
  const [asked] = useDebouncedValue(given, 250)
  const query = useQuery({ queryKey: ['read', proposeOrder.name, asked], queryFn: ({ signal }) => call(proposeOrder, asked, { signal }), placeholderData: keepPreviousData })
  return query.data as Proposal | undefined
}

/** Shows a form as it would be printed, marked as a draft, in another tab. False when the server refused. */
export async function previewPaper(form: string, data: Readonly<Record<string, unknown>>): Promise<boolean> {
  const tab = window.open('', '_blank')
  const answer = await fetch('/api/documents/preview', {
    method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/json', 'x-mizan': '1', 'x-mizan-lang': document.documentElement.lang, 'idempotency-key': newKey() }, body: JSON.stringify({ form, data }),
  }).catch(() => undefined)
  if (!answer?.ok || tab === null) {
    tab?.close()
    return false
  }
  tab.location.href = URL.createObjectURL(await answer.blob())
  return true
}
