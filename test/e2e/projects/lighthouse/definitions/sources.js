declare({ schema: 'lighthouse', name: 'report_*' });
