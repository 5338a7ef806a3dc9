import { useState } from 'react'
import { Link } from 'react-router'
import { TextField } from './fields.tsx'
import type { TextFieldProps } from './fields.tsx'
import { LikelyPersons } from './PersonPicker.tsx'
import type { PersonHit } from './PersonPicker.tsx'
import { useMay } from './session.tsx'
import { useWords } from './words.tsx'

/**
 * A name kept as text, of somebody who may stand in the register too (a guarantor, whoever fetches a child): while it is typed,
 * who that may be is shown to those who may search; choosing one writes the name as the register has it and leads to their record.
 */
export function PersonNameField(props: TextFieldProps) {
  const may = useMay()('people.search')
  const { t } = useWords()
  const [chosen, setChosen] = useState<PersonHit>()
  const isChosen = chosen !== undefined && props.value === chosen.display
  return (
    <div>
      <TextField {...props} />
      {may && !isChosen && <LikelyPersons name={{ given: props.value ?? '' }} onChoose={(person) => { setChosen(person); props.onChange(person.display) }} />}
      {isChosen && <Link className="mz-link" to={`/people/${chosen.id}`} target="_blank">{t('person.record')}</Link>}
    </div>
  )
}
