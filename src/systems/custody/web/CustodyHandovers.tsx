import { listHandovers, type HandoverView } from '#kernel/handover/contract.ts'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { HandoverPanel } from '#kernel/web/HandoverPanel.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { fixedList, ListTable } from '#kernel/web/ListTable.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { issueHandoverReceipt } from '../contract/care.ts'
import type { CustodyPage as Custody } from '../contract/custody.ts'
import { useLabels } from './labels.ts'

const places = ['police-station', 'juvenile-police', 'prison', 'juvenile-facility']

/** Whom the person passes to, and each earlier passing with its receipt for both sides to sign. */
export function CustodyHandovers({ custody, again }: { custody: Custody; again: () => void }) {
  const { t, office } = useLabels()
  const { post } = useSession()
  const held = custody.holder.id === post?.office.id
  const past = useRead(listHandovers, { recordId: custody.id, state: 'accepted' })
  const receipt = (row: HandoverView) => (
    <ActNowButton label={t('custody.receipt')} endpoint={issueHandoverReceipt} input={{ id: custody.id, version: custody.version, handoverId: row.id }} reasonText={false}
      disabledReason={held ? undefined : t('act.notHolder', { office: office(custody.holder) })}
      onDone={(paper) => { window.open(`/api/documents/${paper.paperId}/file`, '_blank'); past.again(); again() }} />
  )
  return (
    <>
      <HandoverPanel recordId={custody.id} version={custody.version} held={held} holderName={office(custody.holder)} kinds={places} onDone={() => { past.again(); again() }} />
      {(past.data?.rows.length ?? 0) > 0 && (
        <section className="mz-card cu-box">
          <h2>{t('custody.handovers')}</h2>
          <ListTable plain name="custody.handovers" caption={t('custody.handovers')} list={fixedList(past.data?.rows)} rowKey={(row) => row.id}
            columns={[
              { key: 'at', label: t('field.at'), cell: (row) => <DateText value={row.decidedAt ?? row.offeredAt} short />, width: '11rem' },
              { key: 'from', label: t('custody.handover.from'), cell: (row) => <OfficeName office={row.from} /> },
              { key: 'to', label: t('custody.handover.to'), cell: (row) => <OfficeName office={row.to} /> },
              { key: 'receipt', label: t('custody.receipt'), cell: receipt, width: '14rem' },
            ]} />
        </section>
      )}
    </>
  )
}
