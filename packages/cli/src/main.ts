console.log('authchain')
