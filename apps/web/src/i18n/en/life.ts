/** A listing between its publication and its end. */
export const life = {
  life: {
    suspend: 'Suspend the sale',
    suspendText:
      'The notice says at once that the sale is suspended; nobody applies or bids. The reason is public. When it goes on, the time it lost is given back.',
    resume: 'Resume the sale',
    resumeText: 'The notice goes on with the time that was left; bidding moves with it. The reason is public.',
    end: 'End the sale',
    endText: 'The sale ends here for good. The reason is public.',
    again: 'List again',
    conditions: 'Conditions',
    noConditions: 'No special conditions',
    change: 'Change of content',
    askChange: 'Ask for a change',
    ask: 'Ask',
    askText:
      'The exchange must agree. The change is then published, the notice runs anew from that day, and bidding moves with it.',
    accept: 'Accept the change',
    acceptText: 'The change is published; the notice runs anew from today and bidding moves with it.',
    refuse: 'Refuse',
    refuseText: 'What was published stays as it is; the seller is told why.',
    extensions: 'Extensions',
    extensionsOf: '{{done}} of {{max}} announced',
    approval: 'Approval of the floor',
    round: 'Round',
    roundNo: 'No. {{count}}',
    publishFrom: 'To be published',
  },
};
