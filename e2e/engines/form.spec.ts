/**
 * What the uploader adds to a form, in every engine: its one field, wherever the uploader is
 * placed, and none of its buttons.
 */
import { expect, test, until, type Drive } from '../fixtures.ts'

const KEY = 'images/query.jpg'

interface Setup {
  /** Id of the form around the uploader, if there is one. */
  readonly around?: string
  /** The uploader's `form`. */
  readonly form?: string
  readonly disabled?: boolean
  /** The field is required, and nothing is uploaded yet. */
  readonly required?: boolean
}

/**
 * Two forms with one text field each. Each submission is recorded in `window.host.log` as `form:
 * entries`.
 */
async function open(drive: Drive, url: string, setup: Setup): Promise<void> {
  await drive.goto(url)
  await until(drive, () => document.documentElement.dataset.ready)
  await drive.evaluate(({ around, form, disabled, required }) => {
    const size = { type: 'image/jpeg', width: 800, height: 600, bytes: 9 } as const
    const keys = {
      assetKey: 'images/query.jpg',
      assetFileKey: 'images/query.jpg',
      confirmed: true,
      fileName: 'query.jpg',
    }
    const asset = { ...keys, ...size, source: { ...size, name: 'shoe.jpg' } }
    window.host.mount({
      render: ({ React: { createElement: h }, library: { SearchImageUploader } }) => {
        const given = required ? { required } : { value: asset }
        const rest = { form, disabled, ...given } as object
        const uploader = h(SearchImageUploader, {
          key: 'uploader',
          endpoint: '/api/search-image',
          name: 'image',
          capture: true,
          ...rest,
        })
        const one = (id: string) =>
          h(
            'form',
            {
              id,
              key: id,
              onSubmit: (event: { preventDefault(): void; currentTarget: HTMLFormElement }) => {
                event.preventDefault()
                window.host.log.push({
                  event: id,
                  value: [...new FormData(event.currentTarget)],
                  at: 0,
                })
              },
            },
            h('input', { key: 'q', name: `q-${id}`, defaultValue: 'red' }),
            around === id && uploader,
          )
        return [one('search'), one('other'), around === undefined && uploader]
      },
    })
  }, setup)
  await until(drive, () => document.querySelector('[data-part=trigger]') !== null)
}

const elements = (drive: Drive) =>
  drive.evaluate(() =>
    Array.from(document.forms, (form) =>
      Array.from(
        form.elements,
        (element) => `${element.localName} ${(element as HTMLInputElement).name}`,
      ),
    ),
  )

const entries = (drive: Drive) =>
  drive.evaluate(() => Array.from(document.forms, (form) => [...new FormData(form)].flat()))

const submitted = (drive: Drive) =>
  drive.evaluate(() =>
    window.host.log.map(({ event, value }) => [event, (value as unknown[]).flat()].flat()),
  )

const requestSubmit = (drive: Drive, id: string) =>
  drive.evaluate((form) => document.querySelector<HTMLFormElement>(`#${form}`)?.requestSubmit(), id)

const [OWN, OTHER] = [['input q-search', 'select image'], ['input q-other']]

for (const [what, setup] of [
  ['inside of its form', { around: 'search' }],
  ['outside of every form, with `form`', { form: 'search' }],
  ['inside of another form, with `form`', { around: 'other', form: 'search' }],
] as const) {
  test(`${what} only its field belongs to the form and is submitted`, async ({
    drive,
    backend,
  }) => {
    await open(drive, backend.url, setup)
    expect(await elements(drive)).toEqual([OWN, OTHER])
    expect(await entries(drive)).toEqual([
      ['q-search', 'red', 'image', KEY],
      ['q-other', 'red'],
    ])
    await requestSubmit(drive, 'search')
    await drive.pressEnter('[name=q-search]')
    await drive.pressEnter('[name=q-other]')
    const own = ['search', 'q-search', 'red', 'image', KEY]
    await expect.poll(() => submitted(drive)).toEqual([own, own, ['other', 'q-other', 'red']])
    // None of the uploader's buttons submits a form.
    await drive.pressEnter('[data-part=remove]')
    await until(drive, () => document.querySelector('[data-part=remove]') === null)
    expect(await submitted(drive)).toHaveLength(3)
  })
}

test('outside of a form and without `form` it belongs to no form', async ({ drive, backend }) => {
  await open(drive, backend.url, {})
  expect(await elements(drive)).toEqual([['input q-search'], OTHER])
})

test('disabled it is not submitted', async ({ drive, backend }) => {
  await open(drive, backend.url, { around: 'search', disabled: true })
  expect(await entries(drive)).toEqual([
    ['q-search', 'red'],
    ['q-other', 'red'],
  ])
  await drive.pressEnter('[name=q-search]')
  await expect.poll(() => submitted(drive)).toEqual([['search', 'q-search', 'red']])
})

test('required and empty it blocks its own form and no other', async ({ drive, backend }) => {
  await open(drive, backend.url, { around: 'other', form: 'search', required: true })
  await requestSubmit(drive, 'search')
  await drive.pressEnter('[name=q-search]')
  await drive.pressEnter('[name=q-other]')
  await expect.poll(() => submitted(drive)).toEqual([['other', 'q-other', 'red']])
  await requestSubmit(drive, 'search')
  await expect
    .poll(() => drive.evaluate(() => document.activeElement?.getAttribute('data-part')))
    .toBe('trigger')
})
