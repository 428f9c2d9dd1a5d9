import { useForm as useTanStackForm } from '@tanstack/react-form'
import { useState, type FormEvent } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { SearchImageUploader, type UploadedAsset } from '../../src/index.js'
import { useDemoControl } from '../lib/useDemoControl.js'

const Saved = ({ value }: { value: string }) => (
  <p>{value === '' ? 'Nothing saved yet.' : `Saved ${value}`}</p>
)

/** Stands in for a Server Action, which would receive the same `FormData`. */
export function PlainForm() {
  const control = useDemoControl()
  const [saved, setSaved] = useState('')
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const image = new FormData(event.currentTarget).get('image')
    if (typeof image === 'string') setSaved(image)
  }
  return (
    <form onSubmit={save} style={{ display: 'grid', gap: '0.75rem', justifyItems: 'start' }}>
      <label htmlFor="query-image">Image of what you look for</label>
      <SearchImageUploader control={control} id="query-image" name="image" required />
      <div style={{ display: 'flex', gap: '0.5rem' }}>
        <button type="submit">Save</button>
        <button type="reset">Start again</button>
      </div>
      <Saved value={saved} />
    </form>
  )
}

interface Values {
  image: UploadedAsset | null
}

export function ReactHookForm() {
  const control = useDemoControl()
  const [saved, setSaved] = useState('')
  const form = useForm<Values>({ defaultValues: { image: null } })
  const save = form.handleSubmit(({ image }) => setSaved(image?.assetKey ?? ''))
  return (
    <form
      onSubmit={(event) => void save(event)}
      noValidate
      style={{ display: 'grid', gap: '0.75rem', justifyItems: 'start' }}
    >
      <Controller
        name="image"
        control={form.control}
        rules={{ required: 'Choose an image to search with.' }}
        render={({ field: { ref, value, onChange }, fieldState: { error } }) => (
          <>
            <SearchImageUploader
              ref={ref}
              control={control}
              value={value}
              onValueChange={onChange}
              aria-describedby="rhf-error"
            />
            <p id="rhf-error">{error?.message}</p>
          </>
        )}
      />
      <button type="submit">Save</button>
      <Saved value={saved} />
    </form>
  )
}

export function TanStackForm() {
  const control = useDemoControl()
  const [saved, setSaved] = useState('')
  const defaultValues: Values = { image: null }
  const form = useTanStackForm({
    defaultValues,
    onSubmit: ({ value }) => setSaved(value.image?.assetKey ?? ''),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void form.handleSubmit()
      }}
      noValidate
      style={{ display: 'grid', gap: '0.75rem', justifyItems: 'start' }}
    >
      <form.Field
        name="image"
        validators={{
          onSubmit: ({ value }) => (value === null ? 'Choose an image to search with.' : undefined),
        }}
      >
        {({ state, handleChange }) => (
          <>
            <SearchImageUploader
              control={control}
              value={state.value}
              onValueChange={handleChange}
              aria-describedby="tanstack-error"
            />
            <p id="tanstack-error">{state.meta.errors.join(' ')}</p>
          </>
        )}
      </form.Field>
      <button type="submit">Save</button>
      <Saved value={saved} />
    </form>
  )
}
