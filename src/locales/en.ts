import type { Messages } from './types.js'

/** English, built in. */
export const en: Messages = {
  locale: 'en',
  prompt: {
    title: 'Search with an image',
    hint: 'Drop it here or paste it',
    hintNoPaste: 'Drop it here',
    limits: '{minSize}\u00A0px or larger',
    disabled: 'Image search is not available right now',
    empty: 'No image',
  },
  drag: {
    accept: { title: 'Drop to search', text: 'One image at a time' },
    replace: { title: 'Drop to replace the image', text: 'One image at a time' },
    reject: { title: 'This can’t be searched', text: 'Use one {formats} image' },
    unknown: { title: 'Drop to check it', text: 'Its content decides' },
    page: 'Drop the image anywhere to search',
    left: 'Left the drop area',
  },
  actions: {
    choose: 'Choose an image',
    chooseAnother: 'Choose another image',
    camera: 'Take a photo',
    upload: 'Upload',
    uploadWithNewLink: 'Renew and upload',
    tryAgain: 'Try again',
    checkAgain: 'Check again',
    tryAnyway: 'Try anyway',
    replace: 'Replace',
    cancel: 'Cancel {name}',
    remove: 'Remove {name}',
    dismiss: 'Dismiss',
  },
  status: {
    checking: 'Checking {name}…',
    preparing: 'Preparing…',
    reducing: 'Reducing {from} to {to}\u00A0px…',
    requesting: 'Getting an upload link…',
    ready: 'Ready to upload',
    expired: 'The upload link has expired.',
    sending: 'Uploading…',
    uploading: '{loaded} of {total}',
    timeLeft: '{time}\u00A0left',
    finishing: 'Sent. Confirming…',
    offline: 'You are offline. Upload starts when you are back online.',
    offlineShort: 'Offline, waiting…',
    backoff: 'That did not work. Trying again in {time}.',
    backoffShort: 'Trying again in {time}',
    waiting: 'That did not work. Trying again soon.',
    success: 'Ready to search',
    unconfirmed: 'Uploaded',
    animated: 'Animated image: its\u00A0first\u00A0picture is searched.',
  },
  labels: {
    progress: 'Upload progress',
    linkTimeLeft: 'Link valid for',
    originally: 'originally',
    percent: 'Uploading, {percent}',
    size: '{size}\u00A0px',
    noPreview: 'No preview in this browser',
  },
  announcements: {
    cancelled: 'Upload cancelled',
    removed: 'Image removed',
  },
  validity: {
    missing: 'An image is required.',
    busy: 'The form can be sent once this image is uploaded.',
    notUploaded: 'The form can be sent once this image is uploaded or removed.',
    failed: 'The form can’t be sent: this image was not uploaded.',
  },
  errors: {
    'too-many-files': {
      title: 'Too many files',
      text: {
        one: 'A search takes one image.',
        other: 'A search takes one\u00A0image, and\u00A0there\u00A0were\u00A0{count}.',
      },
    },
    'no-file': {
      text: { title: 'No image found', text: 'It was text. A search takes a picture file.' },
      link: {
        title: 'No image found',
        text: 'It was only a link. Save the image to a file first.',
      },
      folder: { title: 'No image found', text: 'It was a folder. A search takes a single file.' },
      nothing: { title: 'No image found', text: 'There was no file in it.' },
    },
    'empty-file': {
      title: 'Empty file',
      text: '{name} has 0\u00A0bytes. It may not be saved completely.',
    },
    'too-large': {
      title: 'File too large',
      text: '{name} is {bytes}. The\u00A0limit is {maxInputSize}.',
    },
    'unsupported-format': {
      known: {
        title: 'Format not supported',
        text: '{name} is\u00A0{detected}. Use\u00A0{accept}.',
      },
      unknown: {
        title: 'Format not supported',
        text: '{name} is not a\u00A0known image\u00A0type. Use\u00A0{accept}.',
      },
    },
    'unreadable-image': { title: 'Image can’t be read', text: '{name} is damaged or incomplete.' },
    'file-changed': {
      title: 'File has changed',
      text: '{name} was edited or moved. Choose it again.',
    },
    'too-small': {
      title: 'Image too small',
      text: '{name} is {size}\u00A0px. Use\u00A0at\u00A0least {minSize}\u00A0px.',
    },
    'too-many-pixels': {
      title: 'Too many pixels',
      text: '{name} has {megapixels}\u00A0megapixels. The\u00A0limit is {maxMegapixels}.',
    },
    custom: { title: 'Image not accepted', text: '{text}' },
    'heic-too-large': {
      title: 'HEIC file too large',
      text: '{name} is {bytes}. The\u00A0limit is {maxSize}, but not for a JPG.',
    },
    'cannot-fit': {
      title: 'Image can’t be sent',
      text: '{name} ({size}\u00A0px) does not fit into {maxSize}.',
    },
    'browser-limit': {
      title: 'Image can’t be used here',
      text: '{name} ({size}\u00A0px) is too large for this browser. Make it smaller or switch browsers.',
    },
    'prepare-failed': {
      title: 'Image not prepared',
      text: '{name} may be too much for this browser. A smaller one may work.',
    },
    unauthorized: {
      title: 'Not signed in',
      text: 'Please sign in first. Your image is still here.',
    },
    'endpoint-rejected': {
      title: 'Not uploaded',
      text: 'The site does not allow this upload. Your image is still here.',
    },
    'endpoint-malformed': {
      title: 'Something went wrong',
      text: 'The site gave an answer we can’t use. Your image is still here.',
    },
    'upload-url-rejected': {
      title: 'Something went wrong',
      text: 'The site’s upload link can’t be used. Your image is still here.',
    },
    'upload-url-reused': {
      title: 'Something went wrong',
      text: 'The site gave a used upload link. Your image is still here.',
    },
    'upload-redirected': {
      title: 'Something went wrong',
      text: 'The upload was redirected to another address. Your image is still here.',
    },
    'rate-limited': {
      soon: { title: 'Service is busy', text: 'Many people are searching. Please wait a moment.' },
      later: {
        title: 'Service is busy',
        text: 'Many people are searching. Please wait {retryAfter}.',
      },
    },
    'service-unavailable': {
      soon: {
        title: 'Not available right now',
        text: 'The search service may\u00A0be\u00A0overloaded. Please\u00A0wait\u00A0a\u00A0moment.',
      },
      later: {
        title: 'Not available right now',
        text: 'The search service may\u00A0be\u00A0overloaded. Please\u00A0wait\u00A0{retryAfter}.',
      },
    },
    network: {
      online: {
        title: 'Upload interrupted',
        text: 'The connection failed. Your image is still here.',
      },
      offline: {
        title: 'You are offline',
        text: 'There is no internet connection. Your image is still here.',
      },
    },
    stalled: {
      title: 'Upload stopped',
      text: 'No data got through for a while. The connection may be down.',
    },
    'link-expired': {
      title: 'Link expired',
      text: 'The time for this upload is over. The next try gets a new link.',
    },
    'storage-rejected': {
      title: 'Not uploaded',
      text: 'The storage refused it. Your image is still here.',
    },
    'upload-rejected': {
      size: { title: 'Image can’t be searched', text: 'The service found the file too large.' },
      resolution: {
        title: 'Image can’t be searched',
        text: 'The service does not take this size in pixels.',
      },
      unknown: {
        title: 'Image can’t be searched',
        text: 'The service refused it and gave no reason.',
      },
    },
    unconfirmed: {
      title: 'Not confirmed',
      text: 'The image was sent, but\u00A0no\u00A0answer has come back.',
    },
  },
}
