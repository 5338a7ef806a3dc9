import { Badge } from '@mantine/core'
import { Link } from 'react-router'
import { listRecordPapers } from '#kernel/documents/contract.ts'
import { CertifiedCopy } from './CertifiedCopy.tsx'
import { DateText } from './DateText.tsx'
import { EmptyState } from './EmptyState.tsx'
import { ErrorState } from './ErrorState.tsx'
import { PageSkeleton } from './PageSkeleton.tsx'
import { OfficeName } from './PersonName.tsx'
import { useRead } from './query.tsx'
import { useMay } from './session.tsx'
import { useWords } from './words.tsx'
import './ListTable.css'

/** The papers of any record: forms issued and files attached, each opened from here. */
export function RecordPapers({ recordId }: { recordId: string }) {
  const { t, numerals } = useWords()
  const may = useMay()
  const { data, problem, again } = useRead(listRecordPapers, { recordId })
  if (problem !== undefined) return <ErrorState problem={problem} onRetry={again} />
  if (data === undefined) return <PageSkeleton />
  if (data.rows.length === 0) return <EmptyState />
  return (
    <div className="mz-card" style={{ overflowX: 'auto' }}>
      <table className="mz-table" aria-label={t('field.documents')}>
        <thead><tr><th scope="col"><span>{t('field.file')}</span></th><th scope="col"><span>{t('field.number')}</span></th><th scope="col"><span>{t('field.date')}</span></th><th scope="col"><span>{t('field.office')}</span></th><th scope="col"><span>{t('documents.certify')}</span></th></tr></thead>
        <tbody>
          {data.rows.map((paper) => (
            <tr key={paper.id}>
              <td data-label={t('field.file')}><div>{paper.mayOpen ? <a href={`/api/documents/${paper.id}/file`} target="_blank" rel="noreferrer">{paper.title}</a> : paper.title} {paper.sealed && <Badge variant="outline" color="gray">{t('record.sealed')}</Badge>}</div></td>
              <td data-label={t('field.number')}><bdi>{numerals(paper.number ?? '—')}</bdi></td>
              <td data-label={t('field.date')}><DateText value={paper.issuedAt} short /></td>
              <td data-label={t('field.office')}><OfficeName office={paper.office} /></td>
              <td data-label={t('documents.certify')}>{paper.kind === 'form' && paper.mayOpen && <CertifiedCopy documentId={paper.id} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {may('ledger.order-expunging') && <p className="mz-no-print" style={{ margin: '0.6rem' }}><Link className="mz-link" to={`/expunging/${recordId}`}>{t('documents.destroy')}</Link></p>}
    </div>
  )
}
