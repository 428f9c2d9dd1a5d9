import { userEvent, waitFor } from 'storybook/test'

/** Chooses a file as the file dialog would. */
export async function choose(canvas: HTMLElement, file: File): Promise<void> {
  const input = canvas.querySelector<HTMLInputElement>('input[type=file]')
  if (input === null) throw new Error('no file input')
  await userEvent.upload(input, file, { applyAccept: false })
}

/** Waits for a status of the uploader; an error is not waited for. */
export async function untilStatus(canvas: HTMLElement, status: string): Promise<void> {
  const current = () => canvas.querySelector('[data-part=root]')?.getAttribute('data-status')
  await waitFor(() => {
    if (current() !== status) throw new Error(`status is ${current()}, not ${status}`)
  })
}
