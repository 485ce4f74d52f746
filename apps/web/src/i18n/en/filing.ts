export const filing = {
  filing: {
    title: 'Apply for a client',
    intro:
      'Hand in a client’s application under its written mandate for intake. It is the client’s, and marked as filed at this window.',
    start: 'Fill in for a client',
    client: 'Client',
    clientHint: 'Organisations whose mandate runs today and covers intake.',
    sent: 'Filed; receipt {{number}}',
    list: 'Applications filed for clients',
    none: 'No applications filed for clients yet',
    noneHint: 'Begin on the page of a listing, with “Fill in for a client”.',
    mark: 'counter',
    atCounter: 'Filed at the counter of {{window}}, receipt {{number}}',
  },
};
