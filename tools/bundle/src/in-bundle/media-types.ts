// Stands in a bundle where nodemailer looks up the media type of a file by its name, which none of our mails has.

export const detectMimeType = (): string => 'application/octet-stream';

export const detectExtension = (): string => 'bin';
